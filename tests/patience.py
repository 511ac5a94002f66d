"""How busy the machine is, is not what is tested: no example of a property has a deadline or is too slow to be made."""

from hypothesis import HealthCheck, settings

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
