"""Reports: of single items (``item_reports``), and the fidelity report of a run (``report``)."""
