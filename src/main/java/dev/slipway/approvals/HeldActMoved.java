package dev.slipway.approvals;

import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An act began to wait for a second person, or ended: done, rejected, withdrawn, expired, failed.
///
/// @param by names of those who agreed
/// @param tells whoever asked, where it ended without their doing
public record HeldActMoved(
    ApprovalId id,
    HeldState state,
    String contentHash,
    Subject subject,
    String title,
    List<WeightyAct.Line> lines,
    List<String> by,
    @Nullable String reason,
    Set<UUID> tells,
    Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return state == HeldState.WAITING ? "act.held" : "act." + state.slug();
  }

  @Override
  public Outcome outcome() {
    return state == HeldState.FAILED ? Outcome.FAILED : Outcome.SUCCEEDED;
  }

  @Override
  public String planHash() {
    return contentHash;
  }

  @Override
  public Map<String, Object> before() {
    var now = texts('-');
    return now.isEmpty() ? Map.of() : Map.of("lines", now);
  }

  @Override
  public Map<String, Object> after() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("approval", id.value());
    facts.put("title", title);
    facts.put("lines", texts('+'));
    if (!by.isEmpty()) {
      facts.put("agreedBy", by);
    }
    return facts;
  }

  private List<String> texts(char sign) {
    return lines.stream().filter(line -> line.sign() == sign).map(WeightyAct.Line::text).toList();
  }
}
