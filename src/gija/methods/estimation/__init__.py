"""Multiple systems estimation: how many victims no list has seen, from the overlaps between lists, and how sure.

For the rapporteur and any statistician. Asked for by SDG indicator 16.2.2; after Chan, Silverman & Vincent (2021), also
Madigan & York (1997), Manrique-Vallier (2016), Silverman (2020), Fienberg & Rinaldo (2012).
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gija.methods.estimation.bayes.threshold import bayes_threshold
    from gija.methods.estimation.capture.table import CaptureTable
    from gija.methods.estimation.graphs.posterior import decomposable
    from gija.methods.estimation.latent.chains import latent_class
    from gija.methods.estimation.poisson.existence import check
    from gija.methods.estimation.poisson.fitting import loglinear
    from gija.methods.estimation.poisson.models import Model
    from gija.methods.estimation.poisson.profile import multinomial_profile, profile
    from gija.methods.estimation.resampling.running import bootstrap
    from gija.methods.estimation.running import run
    from gija.methods.estimation.selection.downhill import downhill
    from gija.methods.estimation.selection.every import all_models
    from gija.methods.estimation.selection.older import aic_stepwise
    from gija.methods.estimation.selection.stepwise import stepwise
    from gija.methods.estimation.strata.covariates import covariates
    from gija.methods.estimation.strata.groups import Strata, read_strata
    from gija.methods.estimation.telling.gates import diagnose
    from gija.methods.estimation.telling.ranges import per_100_000
    from gija.methods.estimation.two_lists import chapman
    from gija.methods.estimation.values import Estimate, Interval
    from gija.methods.estimation.worlds import World, simulate

_WHERE = {
    "CaptureTable": "capture.table",
    "Estimate": "values",
    "Interval": "values",
    "Model": "poisson.models",
    "Strata": "strata.groups",
    "World": "worlds",
    "aic_stepwise": "selection.older",
    "all_models": "selection.every",
    "bayes_threshold": "bayes.threshold",
    "bootstrap": "resampling.running",
    "chapman": "two_lists",
    "check": "poisson.existence",
    "covariates": "strata.covariates",
    "decomposable": "graphs.posterior",
    "diagnose": "telling.gates",
    "downhill": "selection.downhill",
    "latent_class": "latent.chains",
    "loglinear": "poisson.fitting",
    "multinomial_profile": "poisson.profile",
    "per_100_000": "telling.ranges",
    "profile": "poisson.profile",
    "read_strata": "strata.groups",
    "run": "running",
    "simulate": "worlds",
    "stepwise": "selection.stepwise",
}

__all__ = [
    "CaptureTable",
    "Estimate",
    "Interval",
    "Model",
    "Strata",
    "World",
    "aic_stepwise",
    "all_models",
    "bayes_threshold",
    "bootstrap",
    "chapman",
    "check",
    "covariates",
    "decomposable",
    "diagnose",
    "downhill",
    "latent_class",
    "loglinear",
    "multinomial_profile",
    "per_100_000",
    "profile",
    "read_strata",
    "run",
    "simulate",
    "stepwise",
]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: the command's help needs neither numpy nor numba.
    if name in _WHERE:
        found = getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
        globals()[name] = found
        return found
    raise AttributeError(name)
