"""What became of every word: accounts of single things (``accounts``) and the fidelity report (``report``)."""
