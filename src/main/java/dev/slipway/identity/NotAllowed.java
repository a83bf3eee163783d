package dev.slipway.identity;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Somebody tried what their roles do not carry. Names the roles that do, and the people who have
/// them.
public class NotAllowed extends DomainFailure {

  private static final int NAMED_PEOPLE = 5;

  private final Permission permission;
  private final Subject subject;
  private final List<PersonSummary> whoMay;

  NotAllowed(
      Permission permission, Collection<Role> roles, Subject subject, List<PersonSummary> whoMay) {
    super(ProblemType.NOT_ALLOWED, sentence(roles, subject, whoMay));
    this.permission = permission;
    this.subject = subject;
    this.whoMay = List.copyOf(whoMay);
  }

  private NotAllowed(Permission permission, Subject subject, String sentence) {
    super(ProblemType.NOT_ALLOWED, sentence);
    this.permission = permission;
    this.subject = subject;
    this.whoMay = List.of();
  }

  /// The person may or may not; their token does not carry it.
  ///
  /// @param token null if it does not work any more
  static NotAllowed toToken(
      Permission permission, Subject subject, String actor, @Nullable ApiTokenView token) {
    var what =
        subject.kind().equals("page")
            ? "this"
            : "this with " + subject.kind() + " '" + subject.name() + "'";
    return new NotAllowed(
        permission,
        subject,
        token == null
            ? actor + " does not work any more: it was revoked, or it expired. Make another token."
            : "The token '%s' may not do %s. It may %s; what else its owner may, they do signed in."
                .formatted(token.name(), what, token.may()));
  }

  public Permission permission() {
    return permission;
  }

  public List<PersonSummary> whoMay() {
    return whoMay;
  }

  @Override
  public @Nullable Subject subject() {
    return subject;
  }

  @Override
  public @Nullable String action() {
    return permission.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static String sentence(
      Collection<Role> roles, Subject subject, List<PersonSummary> whoMay) {
    var what = subject.kind() + " '" + subject.name() + "'";
    if (roles.isEmpty()) {
      return "Your account may not do this with " + what + ": it is unknown or disabled.";
    }
    var needed = roles.stream().sorted().map(Role::words).collect(Collectors.joining(" or "));
    var refusal =
        subject.kind().equals("page")
            ? "Your roles do not allow this. It needs the role "
            : "Your roles do not allow this with " + what + ". It needs the role ";
    return refusal + needed + " here. " + people(whoMay);
  }

  private static String people(List<PersonSummary> whoMay) {
    if (whoMay.isEmpty()) {
      return "Nobody has it now; a platform administrator gives it, on the page of a person.";
    }
    var namesakes =
        whoMay.stream().collect(Collectors.groupingBy(PersonSummary::name, Collectors.counting()));
    var names =
        whoMay.stream()
            .limit(NAMED_PEOPLE)
            .map(person ->
                namesakes.getOrDefault(person.name(), 0L) > 1
                    ? person.name() + " (" + person.handle() + ")"
                    : person.name())
            .collect(Collectors.joining(", "));
    var more = whoMay.size() - NAMED_PEOPLE;
    return "Ask " + names + (more > 0 ? " or " + more + " more." : ".");
  }
}
