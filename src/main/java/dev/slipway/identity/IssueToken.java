package dev.slipway.identity;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A wish for an API token, as its owner typed it.
///
/// @param changes whether it plans, starts and aborts
/// @param objectives whether it takes objectives over from files
/// @param team slug of the team it is bound to, or null
/// @param services slugs, by commas or spaces; blank means every service
/// @param days how long it works
public record IssueToken(
    String name,
    boolean changes,
    boolean objectives,
    @Nullable String team,
    String services,
    Set<EnvironmentClass> environments,
    int days) {

  public static final int LONGEST_DAYS = 90;

  List<String> slugs() {
    return Stream.of(services.strip().split("[,\\s]+"))
        .filter(slug -> !slug.isEmpty())
        .distinct()
        .collect(Collectors.toList());
  }
}
