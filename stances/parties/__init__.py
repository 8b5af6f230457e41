"""For whom a speaker speaks: a country, a group, or a party of the user's own."""

from stances.parties.assignment import assign_parties
from stances.parties.registry import PartyRegistry

__all__ = ["PartyRegistry", "assign_parties"]
