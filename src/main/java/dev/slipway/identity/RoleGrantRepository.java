package dev.slipway.identity;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface RoleGrantRepository extends Repository<RoleGrant, UUID> {

  RoleGrant saveAndFlush(RoleGrant grant);

  Optional<RoleGrant> findById(UUID id);
}
