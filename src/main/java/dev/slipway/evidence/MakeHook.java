package dev.slipway.evidence;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import dev.slipway.kernel.Reason;
import java.util.List;

/// Makes an incoming webhook. It gets its keys afterwards.
///
/// @param team slug of the team whose services it speaks for
/// @param services slugs of those it speaks for; empty for all of the team
public record MakeHook(String name, String team, List<String> services, String reason) {

  private static final int LONGEST_NAME = 60;
  private static final int MOST_SERVICES = 50;

  public MakeHook {
    name =
        OneLine.of(name, LONGEST_NAME)
            .orElseThrow(() ->
                new FieldRefused(
                    "name", "A webhook's name has 1 to 60 visible characters on one line."));
    team = team.strip();
    services = services.stream().map(String::strip).filter(slug -> !slug.isEmpty()).toList();
    if (services.size() > MOST_SERVICES) {
      throw new FieldRefused(
          "services", "At most 50 services; leave it empty for all of the team.");
    }
    reason = Reason.required(reason);
  }
}
