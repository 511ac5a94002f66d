"""Terms of an agreement: passages of clean text in, cited terms and findings out, one file a kind of clause.

What the words do not say is None; a figure or date whose words are cut off is None with a finding. Never raises.
"""
