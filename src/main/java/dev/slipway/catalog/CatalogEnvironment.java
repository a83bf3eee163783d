package dev.slipway.catalog;

import dev.slipway.identity.EnvironmentClass;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A stage of the portal.
@Entity
@Table(name = "catalog_environment")
class CatalogEnvironment {

  @EmbeddedId
  @AttributeOverride(name = "value", column = @Column(name = "id"))
  private EnvironmentId id;

  @Version private @Nullable Long version;
  private String slug;
  private String name;

  /// Said once: roles, policies and stored approval rules hang on it.
  @Column(updatable = false)
  @Enumerated(EnumType.STRING)
  private EnvironmentClass environmentClass;

  private int rank;
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  protected CatalogEnvironment() {}

  private CatalogEnvironment(
      EnvironmentId id, String slug, String name, EnvironmentClass environmentClass, int rank) {
    this.id = id;
    this.slug = slug;
    this.name = name;
    this.environmentClass = environmentClass;
    this.rank = rank;
    this.createdAt = Instant.EPOCH;
  }

  static CatalogEnvironment register(
      EnvironmentId id, String slug, RegisterEnvironment command, Instant now) {
    var environment =
        new CatalogEnvironment(
            id, slug, command.name(), command.environmentClass(), command.rank());
    environment.createdAt = now;
    return environment;
  }

  void describe(EditEnvironment command) {
    name = command.name();
    rank = command.rank();
  }

  EnvironmentView view() {
    return new EnvironmentView(id, slug, name, environmentClass, rank);
  }

  Map<String, Object> facts() {
    return Map.of("slug", slug, "name", name, "class", environmentClass.slug(), "rank", rank);
  }

  Instant createdAt() {
    return createdAt;
  }
}
