package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One role of one person, with who gave it, why, and since when. Ended, never edited.
@Entity
@Table(name = "role_grant")
@SuppressWarnings("UnusedVariable") // columns are read by projections
class RoleGrant {

  @Id private UUID id;

  @Version private @Nullable Long version;

  @Embedded
  @AttributeOverride(name = "value", column = @Column(name = "person_id"))
  private PersonId person;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Embedded
  @AttributeOverride(name = "value", column = @Column(name = "team_id"))
  private @Nullable TeamId team;

  @Enumerated(EnumType.STRING)
  private @Nullable EnvironmentClass environmentClass;

  private String givenBy;
  private @Nullable UUID givenByPerson;
  private String reason;
  private @Nullable Instant endedAt;
  private @Nullable String endedBy;
  private @Nullable String endReason;

  @SuppressWarnings("NullAway.Init")
  protected RoleGrant() {}

  private RoleGrant(UUID id, PersonId person, Role role, Scope scope, String reason, Actor giver) {
    this.id = id;
    this.person = person;
    this.role = role;
    this.team = scope.team();
    this.environmentClass = scope.environment();
    this.reason = reason;
    this.givenBy = giver.name();
    this.givenByPerson = giver.person();
  }

  static RoleGrant give(PersonId person, Role role, Scope scope, String reason, Actor giver) {
    return new RoleGrant(UuidV7.next(), person, role, scope, reason, giver);
  }

  void end(String reason, Actor by, Instant now) {
    if (endedAt == null) {
      endedAt = now;
      endedBy = by.name();
      endReason = reason;
    }
  }

  boolean belongsTo(UUID someone) {
    return person.value().equals(someone);
  }

  PersonId person() {
    return person;
  }

  Role role() {
    return role;
  }
}
