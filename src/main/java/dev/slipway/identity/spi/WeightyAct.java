package dev.slipway.identity.spi;

import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What one person asks for and another has to agree to.
///
/// @param kind which {@link HeldAct} does it
/// @param title what is decided, in one sentence without a full stop
/// @param link page of the subject
/// @param lines what changes, for the eyes of whoever decides
/// @param role who can be the second person: holders of this role for `scope`
/// @param concerned people who gain by it and so cannot be the second person
/// @param payload what {@link HeldAct#carryOut} needs; stored sealed
public record WeightyAct(
    String kind,
    Subject subject,
    String title,
    String link,
    String reason,
    List<Line> lines,
    Role role,
    Scope scope,
    Set<PersonId> concerned,
    String payload) {

  public WeightyAct {
    lines = List.copyOf(lines);
    concerned = Set.copyOf(concerned);
  }

  /// One line of the difference: `-` is so now, `+` will be so, a blank stays.
  public record Line(char sign, String text) {

    public static Line now(String text) {
      return new Line('-', text);
    }

    public static Line then(String text) {
      return new Line('+', text);
    }

    public static Line stays(String text) {
      return new Line(' ', text);
    }

    /// The lines of one text that becomes another; it stays where both are the same.
    public static List<Line> change(String now, String then) {
      if (now.equals(then)) {
        return List.of(stays(now));
      }
      var lines = new ArrayList<Line>();
      lines.add(now(now));
      lines.add(then(then));
      return lines;
    }
  }
}
