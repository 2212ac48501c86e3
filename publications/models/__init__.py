from .listing import PublicationIndexPage
from .parts import PublicationAuthor, PublicationEditor, PublicationFile, PublicationPost
from .publication import PublicationPage

__all__ = [
    "PublicationAuthor",
    "PublicationEditor",
    "PublicationFile",
    "PublicationIndexPage",
    "PublicationPage",
    "PublicationPost",
]
