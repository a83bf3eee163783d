package dev.slipway.identity;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/// People who own services together.
@Entity
@Table(name = "team")
class Team {

  @EmbeddedId
  @AttributeOverride(name = "value", column = @Column(name = "id"))
  private TeamId id;

  @Version private @Nullable Long version;
  private String slug;
  private String name;

  @SuppressWarnings("NullAway.Init")
  protected Team() {}

  private Team(TeamId id, String slug, String name) {
    this.id = id;
    this.slug = slug;
    this.name = name;
  }

  static Team found(String slug, String name) {
    return new Team(TeamId.next(), slug, name);
  }

  TeamSummary summary() {
    return new TeamSummary(id, slug, name);
  }
}
