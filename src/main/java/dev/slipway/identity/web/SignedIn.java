package dev.slipway.identity.web;

import dev.slipway.identity.PersonSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/// A person behind a session. Rebuilt from the session and the people of this moment at every
/// request, so a disabled person is nobody from the next request on.
final class SignedIn extends AbstractAuthenticationToken {

  private final transient PersonSummary person;
  private final Instant authenticatedAt;

  SignedIn(PersonSummary person, Instant authenticatedAt) {
    super(List.of());
    this.person = person;
    this.authenticatedAt = authenticatedAt;
    setAuthenticated(true);
  }

  PersonSummary person() {
    return person;
  }

  Instant authenticatedAt() {
    return authenticatedAt;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return person.handle();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedIn that
        && person.equals(that.person)
        && authenticatedAt.equals(that.authenticatedAt);
  }

  @Override
  public int hashCode() {
    return person.hashCode();
  }
}
