package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What somebody may do in one place, and why.
///
/// @param where the place in words
/// @param fault what is wrong with the service that was asked about, or null
/// @param givers who may give a role to this person
record RightsPage(
    PersonSummary person,
    boolean self,
    String service,
    String environment,
    Collection<String> services,
    Map<String, String> environments,
    String where,
    @Nullable String fault,
    List<Line> lines,
    List<PersonSummary> givers) {

  private static final int NAMED = 5;

  /// One permission.
  ///
  /// @param why the roles that carry it here, or what is missing
  /// @param others who else may, in a few names
  public record Line(String what, boolean may, boolean elsewhere, List<String> why, String others) {

    /// How the answer looks: amber only where there is no way at all.
    public String look() {
      return may ? "allow" : elsewhere ? "info" : "denied";
    }

    public String word() {
      return may ? "Yes" : elsewhere ? "In places" : "No";
    }

    /// @param everywhere whether no place was asked about, so that some places are an answer too
    static Line of(Access.Answer answer, PersonSummary person, boolean everywhere) {
      var inPlaces = everywhere && !answer.may() && !answer.elsewhere().isEmpty();
      return new Line(
          PersonPage.words(answer.permission()),
          answer.may(),
          inPlaces,
          answer.may()
              ? RoleLines.because(answer.by())
              : inPlaces
                  ? RoleLines.of(answer.elsewhere()).stream().map(role -> "As " + role).toList()
                  : missing(answer, person),
          others(answer));
    }

    /// "Jon; in places Kofi, Mira": whoever may in some of the places is not nobody.
    private static String others(Access.Answer answer) {
      var here = names(answer.others());
      var inPlaces = answer.inPlaces().isEmpty() ? "" : "in places " + names(answer.inPlaces());
      return here.isEmpty() || inPlaces.isEmpty() ? here + inPlaces : here + "; " + inPlaces;
    }

    /// What one may stands first, in some places next.
    int order() {
      return may ? 0 : elsewhere ? 1 : 2;
    }

    private static List<String> missing(Access.Answer answer, PersonSummary person) {
      if (!person.enabled()) {
        return List.of("The account is disabled.");
      }
      var needed =
          "Needs the role "
              + answer.roles().stream().map(Role::words).collect(Collectors.joining(" or "))
              + " here.";
      if (answer.elsewhere().isEmpty()) {
        return List.of(needed);
      }
      return List.of(
          needed, "Has it elsewhere: " + String.join("; ", RoleLines.of(answer.elsewhere())) + ".");
    }
  }

  /// Who could change the answer.
  public String advice() {
    if (!person.enabled()) {
      return "A platform administrator enables the account again.";
    }
    return givers.isEmpty()
        ? "Nobody else can give a role now: a platform administrator does, and there is no other."
        : names(givers)
            + (givers.size() == 1 ? " gives" : " give")
            + " roles, on the page of the person.";
  }

  static String names(List<PersonSummary> people) {
    var names =
        people.stream().limit(NAMED).map(PersonSummary::name).collect(Collectors.joining(", "));
    var more = people.size() - NAMED;
    return names + (more > 0 ? " and " + more + " more" : "");
  }
}
