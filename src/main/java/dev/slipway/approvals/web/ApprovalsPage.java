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
/// @param continued whether this is a later part of the list
/// @param next address of the following part of the list, or null
public record ApprovalsPage(
    Tab tab,
    List<Choice> tabs,
    List<ApprovalCard> cards,
    List<ApprovalCard> over,
    List<ApprovalCard> open,
    boolean cut,
    int waiting,
    boolean continued,
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

  public String self() {
    return "/approvals?tab=" + tab.slug();
  }

  /// Whether what is open stands above what is over.
  public boolean showsGroups() {
    return tab == Tab.MINE;
  }

  /// Whether the first part of what this person asked for has nothing that is open.
  public boolean saysNothingOpen() {
    return showsGroups() && !continued && cards.isEmpty() && !over.isEmpty();
  }

  /// Whether older ones that are open are kept from the list.
  public boolean saysCut() {
    return showsGroups() && !continued && cut;
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
