"""The whole country in one value, as the writers of the databases take it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gija.demo.country import codes
from gija.demo.country.chance import TODAY_DAY, Bools, Ints, Texts
from gija.demo.country.networks import Network, make_networks, networks_for
from gija.demo.country.people import People, make_people
from gija.demo.country.things import Firms, Jobs, Vehicles, addresses, make_firms, make_jobs, make_vehicles


@dataclass
class Country:
    seed: int
    people: People
    address: Texts  # of each household
    municipality: Texts
    firms: Firms
    jobs: Jobs
    vehicles: Vehicles
    networks: tuple[Network, ...]

    def in_networks(self) -> Bools:
        """Whether each person belongs to a network."""
        flags = np.zeros(len(self.people), dtype=np.bool_)
        flags[[person for network in self.networks for person in network.roles]] = True
        return flags

    def at(self, households: Ints) -> Texts:
        return np.asarray(self.address[households])


def make_country(people: int, seed: int) -> Country:
    """The country of `people` residents; the same for the same arguments."""
    everyone = make_people(people, seed)
    count = networks_for(people)
    address, municipality = addresses(int(everyone.home.max()) + 1, seed)
    firms = make_firms(everyone, seed, count)
    vehicles = make_vehicles(everyone, firms, seed, 2 * count)
    jobs = make_jobs(everyone, firms, seed, count)
    networks = make_networks(everyone, seed, len(firms.name) - count, len(vehicles.plate) - 2 * count)
    country = Country(seed, everyone, address, municipality, firms, jobs, vehicles, networks)
    for network in networks:
        _endow(country, network)
    return country


def _endow(country: Country, network: Network) -> None:
    """A network's firm, vehicles and sham jobs, entered as if they were anybody's."""
    owned, lent = network.vehicles  # one is a transporter's own, the other belongs to the firm
    country.vehicles.owner[owned] = network.having("transporter")[0]
    country.vehicles.firm[lent] = network.firm
    for vehicle in network.vehicles:
        country.vehicles.keeper[vehicle] = network.having("controller")[0]
        country.vehicles.make[vehicle] = "Mercedes-Benz"
        country.vehicles.model[vehicle] = "Vito"
        country.vehicles.vin[vehicle] = codes.vin("WDB", vehicle * 13, int(country.vehicles.year[vehicle]), vehicle)
    director = network.having("recruiter")[-1]
    country.firms.director[network.firm] = director
    country.firms.address[network.firm] = str(country.address[country.people.home[director]])
    country.firms.founded[network.firm] = TODAY_DAY - 700
    victims = [person for person in network.having("victim") if person < country.people.residents]
    workers = np.array([*network.having("recruiter"), *victims[:4]], dtype=np.int64)
    jobs = country.jobs
    other = ~np.isin(jobs.person, workers)
    jobs.person, jobs.firm, jobs.start, jobs.end = (
        column[other] for column in (jobs.person, jobs.firm, jobs.start, jobs.end)
    )
    start = np.full(len(workers), TODAY_DAY - 450)
    jobs.person = np.concatenate([jobs.person, workers])
    jobs.firm = np.concatenate([jobs.firm, np.full(len(workers), network.firm)])
    jobs.start, jobs.end = np.concatenate([jobs.start, start]), np.concatenate([jobs.end, start + 90])
