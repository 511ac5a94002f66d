"""Dated rules of law: an act and its day in, what the statute of that day says out, with section and grounds.

One small function a question, in `meeting`, `jav`, `minutes`, `justering`, `notice`, `appeal`, `force`, `deadlines`;
all the rules they apply are listed in POLICY. No answer reads a clock, and none fills in what it was not told.
"""

from samverkan.core.law.policy import POLICY
from samverkan.core.law.rule import Answer, Rule, RuleConflictError
from samverkan.core.law.values import Appeal, Body, Character, Justering, Posting

__all__ = ["POLICY", "Answer", "Appeal", "Body", "Character", "Justering", "Posting", "Rule", "RuleConflictError"]
