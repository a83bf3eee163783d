package dev.slipway.catalog;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A system: services that belong together.
@Entity
@Table(name = "catalog_system")
class CatalogSystem {

  @EmbeddedId
  @AttributeOverride(name = "value", column = @Column(name = "id"))
  private SystemId id;

  @Version private @Nullable Long version;
  private String slug;
  private String name;
  private String description;
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  protected CatalogSystem() {}

  private CatalogSystem(
      SystemId id, String slug, String name, String description, Instant createdAt) {
    this.id = id;
    this.slug = slug;
    this.name = name;
    this.description = description;
    this.createdAt = createdAt;
  }

  static CatalogSystem register(SystemId id, String slug, RegisterSystem command, Instant now) {
    return new CatalogSystem(id, slug, command.name(), command.description(), now);
  }

  void describe(EditSystem command) {
    name = command.name();
    description = command.description();
  }

  SystemView view() {
    return new SystemView(id, slug, name, description);
  }

  Map<String, Object> facts() {
    return Map.of("slug", slug, "name", name, "description", description);
  }

  Instant createdAt() {
    return createdAt;
  }
}
