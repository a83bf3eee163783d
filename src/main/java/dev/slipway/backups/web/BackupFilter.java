package dev.slipway.backups.web;

import dev.slipway.backups.BackupState;
import dev.slipway.backups.BackupView;
import dev.slipway.shell.Narrowing;
import java.util.Locale;

/// What narrows the list, as its address has it.
///
/// @param state slug of a state; empty for all
/// @param kind slug of a kind; empty for all
/// @param service slug; empty for all
public record BackupFilter(String text, String state, String kind, String service) {

  public BackupFilter {
    text = text.strip();
  }

  public boolean narrows() {
    return !text.isEmpty() || !state.isEmpty() || !kind.isEmpty() || !service.isEmpty();
  }

  /// Whether it fits but for its state, which is counted.
  boolean fits(BackupView backup) {
    return (kind.isEmpty() || backup.kind().slug().equals(kind))
        && (service.isEmpty()
            || backup.services().stream().anyMatch(each -> each.slug().equals(service)))
        && (text.isEmpty() || says(backup, text.toLowerCase(Locale.ROOT)));
  }

  boolean isIn(BackupState of) {
    return state.isEmpty() || of.slug().equals(state);
  }

  private static boolean says(BackupView backup, String words) {
    return backup.name().toLowerCase(Locale.ROOT).contains(words)
        || backup.origin().toLowerCase(Locale.ROOT).contains(words)
        || backup.services().stream().anyMatch(each -> each.slug().contains(words));
  }

  String at(String otherState) {
    return Narrowing.of("/backups")
        .with("q", text)
        .with("state", otherState)
        .with("kind", kind)
        .with("service", service)
        .href();
  }
}
