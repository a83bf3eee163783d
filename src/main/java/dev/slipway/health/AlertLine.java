package dev.slipway.health;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An alert, laid beside the services that it is about.
///
/// @param state `firing` or `pending`
/// @param urgent whether its severity wakes somebody
/// @param severity as its labels say it; empty where they say none
/// @param summary what its annotations say; empty where they say nothing
/// @param since null where nobody can tell
/// @param source name of the datasource that told it; of the portal's own, of the one that counts
/// @param asOf when that one last answered
/// @param trouble why it did not answer since; null where it did
/// @param places the services that it is about; empty where none was found
/// @param rule how they were found, or why none was
/// @param silences who holds it back and why; it counts all the same
/// @param inhibited whether other alerts hold it back
/// @param own whether it is a burn alert of the portal, shown where no rule watches the objective
public record AlertLine(
    String name,
    String state,
    boolean urgent,
    String severity,
    String summary,
    @Nullable Instant since,
    String source,
    @Nullable Instant asOf,
    @Nullable String trouble,
    Map<String, String> labels,
    List<At> places,
    String rule,
    List<String> silences,
    boolean inhibited,
    boolean own) {

  /// A service in an environment.
  ///
  /// @param service and environment: slugs
  public record At(String service, String environment) {

    /// Path of the page of its health.
    public String path() {
      return "/services/" + service + "/env/" + environment + "/health";
    }
  }

  public boolean isFiring() {
    return state.equals("firing");
  }

  /// Whether somebody or something keeps its message back.
  public boolean isHeld() {
    return inhibited || !silences.isEmpty();
  }

  /// Whether it makes its service degraded.
  public boolean decides() {
    return isFiring() && urgent && !own;
  }
}
