"""Reading of Word, OpenDocument and text files: one ``documents.Document`` of plain HTML, whatever the file was.

``documents.read_file`` starts ``program`` as a process of its own, with limits of memory and time. ``docx_files`` and
``odt_files`` run in that process alone, so they import neither Django nor anything else of the site.
"""
