package dev.slipway.catalog;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface CatalogServiceRepository extends Repository<CatalogService, ServiceId> {

  CatalogService saveAndFlush(CatalogService entry);

  Optional<CatalogService> findById(ServiceId id);
}
