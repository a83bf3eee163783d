package dev.slipway.identity.web;

import dev.slipway.identity.ApiTokenView;
import dev.slipway.identity.EnvironmentClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One's own API tokens, and those of others that one may revoke.
///
/// @param secret the value of a token made just now, shown this once
/// @param example a call that works with it
/// @param typed the wish for another one, as it was typed
record TokensPage(
    List<ApiTokenView> own,
    List<ApiTokenView> others,
    @Nullable String secret,
    String example,
    TokenForm typed,
    Map<String, String> teams) {

  /// What somebody typed about a token, and what was refused about it.
  record TokenForm(
      String name,
      boolean changes,
      boolean objectives,
      String team,
      String services,
      Set<EnvironmentClass> environments,
      String days,
      String field,
      @Nullable String fault) {

    /// Least first: whoever means production says so.
    static final TokenForm NEW =
        new TokenForm(
            "",
            false,
            false,
            "",
            "",
            Set.of(EnvironmentClass.DEVELOPMENT, EnvironmentClass.STAGING),
            "30",
            "",
            null);

    TokenForm refused(String field, String fault) {
      return new TokenForm(
          name, changes, objectives, team, services, environments, days, field, fault);
    }

    public @Nullable String error(String of) {
      return field.equals(of) ? fault : null;
    }

    public boolean in(EnvironmentClass environment) {
      return environments.contains(environment);
    }
  }

  public List<EnvironmentClass> classes() {
    return List.of(EnvironmentClass.values());
  }
}
