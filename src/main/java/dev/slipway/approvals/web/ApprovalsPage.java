package dev.slipway.approvals.web;

import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The inbox.
///
/// @param over requests of this person that are decided or closed, below those that still wait
/// @param open requests of this person that wait for a decision or for their start, for the side
/// @param cut whether there are older ones than those that were looked at for `open`
/// @param cursor where this part of the list begins; null is its beginning
/// @param next where the following part begins, or null
public record ApprovalsPage(
    Tab tab,
    List<Choice> tabs,
    List<ApprovalCard> cards,
    List<ApprovalCard> over,
    List<ApprovalCard> open,
    boolean cut,
    int waiting,
    @Nullable String cursor,
    @Nullable String next) {

  /// The three parts of the inbox.
  public enum Tab {
    ME(
        "Nothing waits for you",
        "When somebody asks for an approval that you can give, it comes here."),
    MINE(
        "You have asked for nothing",
        "A plan that needs an approval comes here once you submit it."),
    DECIDED("Nothing was decided yet", "Every decision of everybody is kept here.");

    private final String empty;
    private final String why;

    Tab(String empty, String why) {
      this.empty = empty;
      this.why = why;
    }

    static Tab of(String name) {
      return switch (name) {
        case "mine" -> MINE;
        case "decided" -> DECIDED;
        default -> ME;
      };
    }

    String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public String title() {
    return waiting == 0 ? "Approvals" : "Approvals (" + waiting + ")";
  }

  public boolean isEmpty() {
    return cards.isEmpty() && over.isEmpty();
  }

  public String emptyTitle() {
    return tab.empty;
  }

  public String emptyText() {
    return tab.why;
  }

  /// Address of this part, which is read again when something happens.
  public String self() {
    return address(cursor);
  }

  /// Address of the following part, or null.
  public @Nullable String more() {
    return next == null ? null : address(next);
  }

  private String address(@Nullable String from) {
    var tabbed = "/approvals?tab=" + tab.slug();
    return from == null ? tabbed : tabbed + "&cursor=" + from;
  }

  /// Whether what is open stands above what is over.
  public boolean showsGroups() {
    return tab == Tab.MINE;
  }

  /// Whether the first part of what this person asked for has nothing that is open.
  public boolean saysNothingOpen() {
    return showsGroups() && cursor == null && cards.isEmpty() && !over.isEmpty();
  }

  /// Whether older ones that are open are kept from the list.
  public boolean saysCut() {
    return showsGroups() && cursor == null && cut;
  }

  public String openWords() {
    return open.size() + (cut ? " or more open" : " open");
  }

  public boolean showsOpen() {
    return tab == Tab.ME;
  }

  public Map<String, String> panelVariables() {
    return Map.of();
  }
}
