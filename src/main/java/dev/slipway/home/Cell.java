package dev.slipway.home;

import dev.slipway.clusters.PlacementId;
import dev.slipway.shell.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One cell of the matrix, ready to be drawn: which version runs and how it is, in one place.
///
/// @param stale whether this is only what was last seen; drawn hatched, never green
/// @param from version that still serves while another one is on its way, or empty
/// @param next version asked for or on its way, or empty
/// @param word what a person must know, as short as it can be said, or empty when all is well
/// @param note more of it
/// @param time since when it is so, or for a stale cell when it was last seen; null for neither
/// @param waiting whether a plan waits for a person
/// @param drift whether something else runs than the portal's last deployment left
/// @param locked why nothing may change here, or empty
/// @param reason the whole reason, for the title
/// @param obstacle what keeps new pods from coming up, or empty
/// @param budget what its error budget tells, or empty while nobody has to look
public record Cell(
    PlacementId placement,
    CellState state,
    boolean stale,
    Version version,
    String from,
    String next,
    String ready,
    String word,
    String note,
    @Nullable Instant time,
    boolean waiting,
    boolean drift,
    String locked,
    String reason,
    String obstacle,
    String budget) {

  /// Of a place whose budget tells nothing.
  public Cell(
      PlacementId placement,
      CellState state,
      boolean stale,
      Version version,
      String from,
      String next,
      String ready,
      String word,
      String note,
      @Nullable Instant time,
      boolean waiting,
      boolean drift,
      String locked,
      String reason,
      String obstacle) {
    this(
        placement, state, stale, version, from, next, ready, word, note, time, waiting, drift,
        locked, reason, obstacle, "");
  }

  /// The same, where its error budget tells this.
  Cell with(String budget) {
    return budget.equals(this.budget)
        ? this
        : new Cell(
            placement, state, stale, version, from, next, ready, word, note, time, waiting, drift,
            locked, reason, obstacle, budget);
  }

  /// The same, where this is known against a service whose pods are well.
  Cell with(HeldFaults.@Nullable Fault fault) {
    if (fault == null || stale) {
      return this;
    }
    var well = state == CellState.HEALTHY || state == CellState.DRIFT;
    return new Cell(
        placement,
        well ? CellState.DEGRADED : state,
        false,
        version,
        from,
        next,
        ready,
        well ? CellState.DEGRADED.word() : word,
        note,
        well ? fault.since() : time,
        waiting,
        drift,
        locked,
        Stream.of(well ? fault.reason() : reason, well ? reason : fault.reason())
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining("\n")),
        obstacle,
        budget);
  }

  private static final String ARROW = " → ";

  /// Letters of the version that a cell has room for; the title holds the rest.
  private static final int ROOM = 13;

  /// Id of its link; prefix of the ids inside.
  public String id() {
    return "c-" + placement.value();
  }

  /// Whether it gets a tint: somebody should look.
  public boolean isLoud() {
    return switch (state) {
      case FAILED, DEGRADED, WAITING, PROGRESSING, UNKNOWN, DRIFT -> true;
      case SUSPENDED, HEALTHY, ABSENT -> false;
    };
  }

  /// The word that gives colour and icon.
  public String look() {
    if (stale) {
      return "lost";
    }
    return switch (state) {
      case FAILED -> "failed";
      case DEGRADED -> "degraded";
      case WAITING -> "waiting";
      case PROGRESSING -> "progressing";
      case UNKNOWN -> "unknown";
      case DRIFT -> "drift";
      case SUSPENDED -> "suspended";
      case HEALTHY -> "healthy";
      case ABSENT -> "none";
    };
  }

  /// "1.0.0", or "1.0.0 → 1.0.1" with the change that waits or runs.
  public String versions() {
    var named = version.isKnown() ? version.text() : "—";
    var now = from.isEmpty() ? named : from;
    var then = next.isEmpty() ? named : next;
    return then.equals(now) || (next.isEmpty() && from.isEmpty()) ? now : now + ARROW + then;
  }

  /// "1.0.0" of "1.0.0 → 1.0.1", or empty: what may be cut where there is no room.
  public String versionBefore() {
    var all = versions();
    return all.contains(ARROW) ? all.substring(0, all.indexOf(ARROW)) : "";
  }

  /// "→ 1.0.1" of "1.0.0 → 1.0.1", else all there is.
  public String versionNow() {
    return versions().substring(versionBefore().length()).strip() + digest();
  }

  /// The short digest, where there is room for it.
  public String digest() {
    var fits = versions().length() + version.shortDigest().length() <= ROOM;
    return fits && from.isEmpty() && !versions().contains("@") ? version.shortDigest() : "";
  }

  /// Why somebody should look, in one line; empty where nobody need.
  public String fault() {
    return !stale && (state == CellState.FAILED || state == CellState.DEGRADED)
        ? reason.lines().findFirst().orElse("")
        : "";
  }

  public boolean isLocked() {
    return !locked.isEmpty();
  }

  /// Whether this cell belongs to the cells that a filter asks for.
  public boolean is(CellState asked) {
    return switch (asked) {
      case WAITING -> waiting;
      case DRIFT -> drift;
      case FAILED, DEGRADED, PROGRESSING, UNKNOWN, SUSPENDED, HEALTHY, ABSENT -> state == asked;
    };
  }

  public String title() {
    var image = version.image();
    var digest = version.digest();
    var what =
        (versions().equals(version.text()) ? "" : versions() + "\n")
            + (digest == null || image.contains(digest) ? image : image + " " + digest);
    return reason.isEmpty() ? what : what + "\n" + reason;
  }

  /// "Degraded 44 min", "Needs OK, Mira", "21 d".
  public String note(Instant now) {
    return note(word, now);
  }

  /// The word where there is room for it: "New pods crash" for "Crashing".
  private String longWord() {
    return stale || obstacle.isEmpty() ? word : obstacle;
  }

  private String note(String word, Instant now) {
    return withBudget(ofWorkload(word, now));
  }

  private String withBudget(String said) {
    return budget.isEmpty() ? said : said.isEmpty() ? budget : said + ", " + budget;
  }

  private String ofWorkload(String word, Instant now) {
    var said = note.isEmpty() ? word : word.isEmpty() ? note : word + ", " + note;
    if (stale) {
      var seen = time == null ? "never seen" : "seen " + Times.coarse(age(now)) + " ago";
      return said.isEmpty() ? seen : said + ", " + seen;
    }
    if (time == null || !note.isEmpty()) {
      return said;
    }
    return said.isEmpty() ? Times.coarse(age(now)) : said + " " + Times.coarse(age(now));
  }

  /// The note as it reads where it stands alone: "Healthy, 21 d" and "Paused, 3 min", never the age
  /// without its word.
  public String headline(Instant now) {
    if (stale || !note.isEmpty()) {
      return note(longWord(), now);
    }
    var said = word.isEmpty() ? state.word() : longWord();
    return withBudget(time == null ? said : said + ", " + Times.coarse(age(now)));
  }

  /// The whole of it in a sentence, without service and environment.
  public String spoken(Instant now) {
    var text = new StringBuilder(versions());
    if (!ready.isEmpty()) {
      text.append(", ").append(ready.replace("/", " of ")).append(" ready");
    }
    text.append(stale ? ", not live" : ", " + state.word());
    var said = note(longWord(), now);
    if (!said.isEmpty() && !said.equals(state.word())) {
      text.append(", ").append(said);
    }
    if (drift && state != CellState.DRIFT) {
      text.append(", drift");
    }
    return locked.isEmpty() ? text.toString() : text.append(", locked: ").append(locked).toString();
  }

  private Duration age(Instant now) {
    var age = time == null ? Duration.ZERO : Duration.between(time, now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
