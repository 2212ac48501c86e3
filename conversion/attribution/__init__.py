"""Quotation attribution: which person said which words of a text, in which role, and how certain that is.

``find.find_proposals(blocks)`` reads the blocks of a body and returns ``proposals.Proposal`` records: quotes, what a
speaker said in the text's own words, phrases quoted in running text, and lists of speakers. ``apply.apply_proposals``
makes the blocks of those that an editor accepts. Rules alone decide, and each proposal names the rule that found it.
"""
