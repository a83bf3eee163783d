package dev.slipway.catalog;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface CatalogEnvironmentRepository extends Repository<CatalogEnvironment, EnvironmentId> {

  CatalogEnvironment saveAndFlush(CatalogEnvironment entry);

  Optional<CatalogEnvironment> findById(EnvironmentId id);
}
