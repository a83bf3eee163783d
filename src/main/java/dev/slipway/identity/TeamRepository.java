package dev.slipway.identity;

import org.springframework.data.repository.Repository;

interface TeamRepository extends Repository<Team, TeamId> {

  Team saveAndFlush(Team team);
}
