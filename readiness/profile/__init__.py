"""What a person brings, read strictly."""

from readiness.profile.model import Answer, Education, Experience, Goals, Profile
from readiness.profile.reading import parse_json, parse_profile, read_profile

__all__ = [
    "Answer",
    "Education",
    "Experience",
    "Goals",
    "Profile",
    "parse_json",
    "parse_profile",
    "read_profile",
]
