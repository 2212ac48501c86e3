"""English words that tell names of people from other capitalised words."""

# The last word of a role that stands before a name: “Council leader Jane Doe”.
ROLE_NOUNS = frozenset(
    str.split("""academic activist administrator adviser advisor ambassador analyst architect archivist artist author
    campaigner chair chairman chairwoman chairperson chancellor chief commissioner consultant convener coordinator
    council councillor curator dean deputy designer developer director doctor economist editor engineer executive expert
    fellow founder governor head historian host journalist judge keeper lawyer lead leader lecturer librarian manager
    mayor member minister nurse officer organiser organizer owner participant philosopher physicist planner poet
    policymaker president principal producer professor psychologist reader representative researcher resident scientist
    secretary senator sociologist speaker specialist spokesman spokesperson spokeswoman strategist student teacher
    trustee vice writer worker""")
)
# Capitalised words that begin sentences and headings. No person is called so.
STARTERS = frozenset(
    str.split("""The A An This That These Those It He She They We I You In On At By From For Of As To When Where While
    After Before According Speaking And But Or If So Then Later Meanwhile However Our Your Their His Her Its My One Some
    Many Most All Each Since Until Because Although Though Unless Whether During Despite Like With Without Through Also
    Yet Still Just Even Once Now Maybe Perhaps Only Using Among About Asked Let Every Any No Not
    Another Both Here There What Who Why How Today Yesterday Last Next""")
)
# The same, and words in the names of things.
NOT_NAMES = STARTERS | frozenset(
    str.split("""Memorandum Report Act Office Department Ministry University College School Council Institute Centre
    Center Committee Commission Administration Association Society Foundation Agency Board Bureau Trust Bank Group Team
    Company Services Service Health Government Federal National State States Technology Information Contractor
    Contractors Officers Members Trade Guide Handbook Times Journal Review Press News Wikipedia Chapter Section Article
    Letter Note Example Update Read More Download Click Source Photo Image Credit January February March April May June
    July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday""")
)
# Words in the names of organisations.
ORGANISATION_NOUNS = frozenset(
    str.split("""agency alliance archive archives assembly association authority bank board bureau centre centres center
    centers club college commission committee company consortium council department directorate federation foundation
    fund gallery gmbh government group hospital inc institute institution laboratory library ltd ministry museum network
    observatory office organisation organization parliament partnership party plc press school service services society
    studio theatre trust union university""")
)
