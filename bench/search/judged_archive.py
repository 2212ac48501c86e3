"""Judged queries about the archive of a blog, for machines where that sample lies beside the project."""

from .judged import judged

ARCHIVE = [
    *judged(
        "names",
        {
            "Natalie Kurz": "conversation-with-cfpb-natalie-kurz"
            " content-strategy-for-all-insights-from-cfpb-natalie-kurz",
            "Bret Mogilefsky": "bret-mogilefsky-finding-big-good-cloud-gov",
            "Steve Portigal": "steve-portigal-pre-event-qa-post",
            "Amanda Weaver": "thinking-about-the-future-of-the-post-office-an-interview-with-amanda-weaver",
            "Dr. Bill Barry NASA": "five-questions-for-the-nasa-chief-historian",
            "Jacob Harris": "jacob-harris-from-big-data-journalism-to-micro-purchase-platforms",
        },
    ),
    *judged(
        "misspelt names",
        {
            "Nicol Fenton": "nicole-fenton-a-wordsmith-joins-government",
            "Mogilevsky": "bret-mogilefsky-finding-big-good-cloud-gov",
            "Steve Portigall": "steve-portigal-pre-event-qa-post",
            "Mark Tramell": "mark-trammell-unlocking-the-true-potential-of-public-service",
            "Kaitlin Devin": "making-procurement-easier-some-questions-for-developer-kaitlin-devine",
        },
    ),
    *judged(
        "misspelt words",
        {
            "procurment questions": "making-procurement-easier-some-questions-for-developer-kaitlin-devine",
            "microprchase": "announcing-the-18f-micro-purchase-platform open-source-micropurchasing"
            " how-and-why-we-built-the-micro-purchase-platform micro-purchase-criteria-announcement",
            "sestinna": "a-sestina-on-sunsetting-content",
            "pepperonni pizza": "how-a-pepperoni-pizza-is-inspiring-open-government",
        },
    ),
    *judged(
        "acronyms",
        {
            "USEITI report": "useiti-whats-in-first-report useiti-what-we-learned-where-were-headed",
            "EITI": "sunshine-week-extractive-industries-transparency-initiative-event useiti-whats-in-first-report"
            " useiti-what-we-learned-where-were-headed",
            "COTS": "when-to-use-cots",
            "PIF applications": "presidential-innovation-fellows-now-accepting-applications-spring-2017"
            " pif-extend-deadline-fall-2018",
            "OMB https": "the-us-government-is-moving-to-https-everywhere"
            " tracking-the-us-governments-progress-on-moving-https",
            "BPA agile": "the-agile-bpa-is-ready-to-launch",
            "FEC API": "openfec-api openfec-api-update creating-an-open-fec",
        },
    ),
    *judged(
        "phrases",
        {
            '"pair programming"': "pair-programming-why-two-heads-are-better-than-one",
            '"dark standup"': "the-dark-standup",
            '"design methods"': "18f-design-methods method-cards-tune-up",
            '"water cooler"': "thomas-vander-wal-event",
            '"welcome wagon"': "building-a-better-welcome-wagon",
        },
    ),
    *judged(
        "hyphens",
        {
            "micropurchase": "open-source-micropurchasing announcing-the-18f-micro-purchase-platform"
            " how-and-why-we-built-the-micro-purchase-platform"
            " when-a-micropurchase-doesnt-work-out-we-try-to-learn-from-it"
            " micro-purchase-criteria-announcement",
            "micro purchase platform": "announcing-the-18f-micro-purchase-platform"
            " how-and-why-we-built-the-micro-purchase-platform",
            "de-risk": "a-federal-guide-to-de-risk-government-technology-projects",
            "derisk guide": "a-federal-guide-to-de-risk-government-technology-projects",
            "cross functional teams": "cross-functional-teams",
            "M&Ms": "aaron-gustafson-beyond-responsive-design",
            "analytics.usa.gov": "how-we-built-analytics-usa-gov exciting-additions-to-analytics-usa-gov",
            "USWDS 2.0": "uswds2-launch-post a-token-of-our-affection-uswds-2",
        },
    ),
    *judged(
        "dates",
        {
            "accessibility year:2018": "introducing-accessibility-for-teams",
            "HTTPS after:2016 before:2018": "tracking-the-us-governments-progress-on-moving-https"
            " open-source-collaboration-across-agencies-to-improve-https-deployment",
            "year two numbers 2016": "18f-year-two-by-the-numbers",
            "valentine's day 2016": "happy-valentines-day-from-18f",
            "Fall 2018 fellows": "pif-extend-deadline-fall-2018",
            "most meaningful project this year year:2015": "looking-back-2015-our-own-words",
        },
    ),
    *judged(
        "questions",
        {
            "why do you use https on every website": "why-we-use-https-in-every-gov-website-we-make",
            "what can estonia teach about government records": "what-estonia-can-teach-us-about-government-records",
            "how do I design a website for children": "every-kid-in-a-park every-kid-in-a-park-follow-up",
            "how did lego bricks teach executives agile": "how-playing-with-legos-taught-executives-agile",
            "what is an API and why would I want one": "what-is-an-api",
            "should a team write code first or design first": ""
            "18f-discussion-should-project-teams-code-first-or-design-first",
            "what does a contracting officer's representative do compared to a product owner": "ask-18f-po-vs-cor",
            "how was analytics for government websites built": "how-we-built-analytics-usa-gov",
            "how do people react before sharing personal information with the government": (
                "what-people-think-about-before-sharing-personal-information"
            ),
            "how does 18F onboard new employees": "how-we-dramatically-improved-18fs-onboarding-process-in-3-months"
            " building-a-better-welcome-wagon",
            "is reusing open source software really possible": "how-reusable-is-open-source-software",
            "building software without a rules engine": "implementing-rules-without-rules-engines",
        },
    ),
]
