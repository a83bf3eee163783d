package dev.slipway.catalog;

import dev.slipway.identity.TeamId;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service and who owns it. What it runs as is said by placements, elsewhere.
@Entity
@Table(name = "catalog_service")
class CatalogService {

  @EmbeddedId
  @AttributeOverride(name = "value", column = @Column(name = "id"))
  private ServiceId id;

  @Version private @Nullable Long version;
  private String slug;
  private String name;
  private String description;

  @Embedded
  @AttributeOverride(name = "value", column = @Column(name = "system_id"))
  private SystemId system;

  @Embedded
  @AttributeOverride(name = "value", column = @Column(name = "team_id"))
  private TeamId team;

  private int tier;

  @Enumerated(EnumType.STRING)
  private Lifecycle lifecycle;

  @ElementCollection
  @CollectionTable(
      name = "catalog_service_link",
      joinColumns = @JoinColumn(name = "service_id", referencedColumnName = "id"))
  @OrderColumn(name = "position")
  private List<LinkRow> links = new ArrayList<>();

  private Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  protected CatalogService() {}

  private CatalogService(ServiceId id, String slug, Instant createdAt, Facts facts) {
    this.id = id;
    this.slug = slug;
    this.createdAt = createdAt;
    this.name = facts.name();
    this.description = facts.description();
    this.system = facts.system();
    this.team = facts.team();
    this.tier = facts.tier();
    this.lifecycle = facts.lifecycle();
    link(facts.links());
  }

  static CatalogService register(ServiceId id, String slug, Facts facts, Instant now) {
    return new CatalogService(id, slug, now, facts);
  }

  void describe(Facts facts) {
    name = facts.name();
    description = facts.description();
    system = facts.system();
    team = facts.team();
    tier = facts.tier();
    lifecycle = facts.lifecycle();
    link(facts.links());
  }

  private void link(List<Link> wanted) {
    links.clear();
    wanted.forEach(link -> links.add(new LinkRow(link.label(), link.url())));
  }

  Facts facts() {
    return new Facts(
        name,
        description,
        system,
        team,
        tier,
        lifecycle,
        links.stream().map(row -> new Link(row.label(), row.url())).toList());
  }

  ServiceId id() {
    return id;
  }

  String slug() {
    return slug;
  }

  Instant createdAt() {
    return createdAt;
  }

  /// Everything about a service that people may change.
  record Facts(
      String name,
      String description,
      SystemId system,
      TeamId team,
      int tier,
      Lifecycle lifecycle,
      List<Link> links) {

    Map<String, Object> forTheTrail(SystemView in, String owner) {
      return Map.of(
          "name", name,
          "description", description,
          "system", in.slug(),
          "team", owner,
          "tier", tier,
          "lifecycle", lifecycle.name(),
          "links", links.stream().map(link -> link.label() + " " + link.url()).toList());
    }
  }
}
