package dev.slipway.identity;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody who may sign in. Never deleted: the audit trail names them for ever.
@Entity
@Table(name = "person")
@SuppressWarnings("UnusedVariable") // columns are read by projections
class Person {

  @EmbeddedId
  @AttributeOverride(name = "value", column = @Column(name = "id"))
  private PersonId id;

  @Version private @Nullable Long version;
  private String handle;
  private String name;
  private String about;
  private @Nullable Instant disabledAt;
  private @Nullable String disabledReason;

  @SuppressWarnings("NullAway.Init")
  protected Person() {}

  private Person(PersonId id, String handle, String name, String about) {
    this.id = id;
    this.handle = handle;
    this.name = name;
    this.about = about;
  }

  static Person register(String handle, String name, String about) {
    return new Person(PersonId.next(), handle, name, about);
  }

  void disable(String reason, Instant now) {
    if (disabledAt == null) {
      disabledAt = now;
      disabledReason = reason;
    }
  }

  void enable() {
    disabledAt = null;
    disabledReason = null;
  }

  PersonSummary summary() {
    return new PersonSummary(id, handle, name, disabledAt == null);
  }
}
