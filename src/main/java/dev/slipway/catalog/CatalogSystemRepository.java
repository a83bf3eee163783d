package dev.slipway.catalog;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface CatalogSystemRepository extends Repository<CatalogSystem, SystemId> {

  CatalogSystem saveAndFlush(CatalogSystem entry);

  Optional<CatalogSystem> findById(SystemId id);
}
