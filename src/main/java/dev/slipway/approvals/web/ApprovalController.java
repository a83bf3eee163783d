package dev.slipway.approvals.web;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.ApprovalItem;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.HeldActs;
import dev.slipway.approvals.Inbox;
import dev.slipway.approvals.RequestCheck;
import dev.slipway.approvals.RequestChecks;
import dev.slipway.approvals.web.ApprovalsPage.Tab;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Choice;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class ApprovalController {

  private final Inbox inbox;
  private final Approvals approvals;
  private final HeldActs acts;
  private final List<RequestChecks> checks;

  ApprovalController(Inbox inbox, Approvals approvals, HeldActs acts, List<RequestChecks> checks) {
    this.inbox = inbox;
    this.approvals = approvals;
    this.acts = acts;
    this.checks = checks;
  }

  @GetMapping("/approvals")
  @Requires(Permission.VIEW)
  String list(
      @RequestParam(defaultValue = "me") String tab,
      @RequestParam @Nullable String cursor,
      Actor actor,
      HttpServletRequest request,
      Model model) {
    model.addAttribute("page", page(Tab.of(tab), cursor, actor));
    return HtmxRequests.wantsFragment(request)
        ? "approvals/approvals :: list"
        : "approvals/approvals";
  }

  @GetMapping("/approvals/badge")
  @Requires(Permission.VIEW)
  String badge(Actor actor, Model model) {
    model.addAttribute("page", inbox.waitingCount(actor));
    return "approvals/badge :: count";
  }

  @GetMapping("/approvals/{id}")
  @Requires(Permission.VIEW)
  String one(@PathVariable UUID id, Actor actor, Model model) {
    model.addAttribute("page", new ApprovalPage(card(new ApprovalId(id), actor)));
    return "approvals/approval";
  }

  /// The card of the list, read again when something happened to the request.
  @GetMapping("/approvals/{id}/card")
  @Requires(Permission.VIEW)
  String card(@PathVariable UUID id, Actor actor, Model model) {
    model.addAttribute("card", card(new ApprovalId(id), actor));
    return "approvals/card :: card";
  }

  /// The part of the page where one decides.
  @GetMapping("/approvals/{id}/decision")
  @Requires(Permission.VIEW)
  String decision(@PathVariable UUID id, Actor actor, Model model) {
    model.addAttribute("card", card(new ApprovalId(id), actor));
    return "approvals/decision :: decision";
  }

  /// Where a reload or a pasted address of a decision ends: at the request, and nothing is decided.
  @GetMapping({
    "/approvals/{id}/decisions",
    "/approvals/{id}/decisions/{decision}/undo",
    "/approvals/{id}/agreement",
    "/approvals/{id}/agreement/{decision}/undo",
    "/approvals/{id}/withdraw"
  })
  @Requires(Permission.VIEW)
  String moves(@PathVariable UUID id) {
    return "redirect:/approvals/" + id;
  }

  @PostMapping("/approvals/{id}/decisions")
  @Requires(Permission.APPROVAL_DECIDE)
  String decide(
      @PathVariable UUID id,
      DecisionForm form,
      @RequestParam @Nullable String from,
      Actor actor,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      approvals.decide(form.on(new ApprovalId(id)), actor);
    } catch (DomainFailure refused) {
      if (refused.problem() != ProblemType.INVALID_INPUT || "list".equals(from)) {
        throw refused;
      }
      response.setStatus(refused.problem().status());
      var card = card(new ApprovalId(id), actor).refused(form.typed(), refused.detail());
      if (HtmxRequests.wantsFragment(request)) {
        model.addAttribute("card", card);
        return "approvals/decision :: decision";
      }
      model.addAttribute("page", new ApprovalPage(card));
      return "approvals/approval";
    }
    return answer(new ApprovalId(id), from, actor, request, model);
  }

  @PostMapping("/approvals/{id}/decisions/{decision}/undo")
  @Requires(Permission.APPROVAL_DECIDE)
  String undo(
      @PathVariable UUID id,
      @PathVariable UUID decision,
      @RequestParam @Nullable String from,
      Actor actor,
      HttpServletRequest request,
      Model model) {
    approvals.undo(decision, actor);
    return answer(new ApprovalId(id), from, actor, request, model);
  }

  /// The same for an act that waits for a second person, and for nothing else.
  @PostMapping("/approvals/{id}/agreement")
  @Requires(Permission.ACT_AGREE)
  String agree(
      @PathVariable UUID id,
      DecisionForm form,
      @RequestParam @Nullable String from,
      Actor actor,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    requireHeld(id, actor);
    return decide(id, form, from, actor, request, response, model);
  }

  @PostMapping("/approvals/{id}/agreement/{decision}/undo")
  @Requires(Permission.ACT_AGREE)
  String undoAgreement(
      @PathVariable UUID id,
      @PathVariable UUID decision,
      @RequestParam @Nullable String from,
      Actor actor,
      HttpServletRequest request,
      Model model) {
    requireHeld(id, actor);
    return undo(id, decision, from, actor, request, model);
  }

  /// For whoever asked; the facade knows who that is.
  @PostMapping("/approvals/{id}/withdraw")
  @Requires(Permission.OWN_ACCOUNT)
  String withdraw(@PathVariable UUID id, Actor actor) {
    acts.withdraw(new ApprovalId(id), actor);
    return "redirect:/approvals/" + id;
  }

  private void requireHeld(UUID id, Actor actor) {
    if (inbox.item(new ApprovalId(id), actor).held() == null) {
      throw new DomainFailure(
          ProblemType.NOT_FOUND, "Nothing waits here for a second person. Decide on the plan.");
    }
  }

  private String answer(
      ApprovalId id, @Nullable String from, Actor actor, HttpServletRequest request, Model model) {
    var list = "list".equals(from);
    if (!HtmxRequests.wantsFragment(request)) {
      return "redirect:" + (list ? "/approvals" : "/approvals/" + id.value());
    }
    model.addAttribute("card", card(id, actor));
    return list ? "approvals/card :: card" : "approvals/decision :: decision";
  }

  private ApprovalsPage page(Tab tab, @Nullable String cursor, Actor actor) {
    var found =
        switch (tab) {
          case ME -> inbox.waitingFor(actor, cursor);
          case MINE -> inbox.overAskedBy(actor, cursor);
          case DECIDED -> inbox.decided(actor, cursor);
        };
    var ours = inbox.openFor(actor);
    var told = told(Stream.concat(ours.asked().items().stream(), found.items().stream()));
    var mine = cards(ours.asked().items(), told, actor);
    var open = mine.stream().filter(ApprovalCard::unfinished).toList();
    var cards = cards(found.items(), told, actor);
    List<ApprovalCard> over = List.of();
    if (tab == Tab.MINE) {
      // The first page has all that is open, before what is over; rejected is over.
      over = cursor == null ? joined(mine, cards) : cards;
      cards = cursor == null ? open : List.of();
    }
    var tabs =
        List.of(
            Choice.counted("For me", "/approvals", tab == Tab.ME, ours.waiting()),
            Choice.counted("By me", "/approvals?tab=mine", tab == Tab.MINE, open.size()),
            Choice.tab("Decided or over", "/approvals?tab=decided", tab == Tab.DECIDED));
    return new ApprovalsPage(
        tab,
        tabs,
        cards,
        over,
        open,
        ours.asked().next() != null,
        ours.waiting(),
        cursor,
        found.next());
  }

  private ApprovalCard card(ApprovalId id, Actor actor) {
    var told = checks.stream().flatMap(teller -> teller.of(id).stream()).toList();
    return ApprovalCard.of(inbox.item(id, actor), told, actor.authenticatedAt());
  }

  private static List<ApprovalCard> joined(List<ApprovalCard> mine, List<ApprovalCard> over) {
    return Stream.concat(mine.stream().filter(card -> !card.unfinished()), over.stream()).toList();
  }

  private Map<ApprovalId, List<RequestCheck>> told(Stream<ApprovalItem> items) {
    var told = new HashMap<ApprovalId, List<RequestCheck>>();
    var ids = items.map(ApprovalItem::id).distinct().toList();
    checks.forEach(teller -> told.putAll(teller.of(ids)));
    return told;
  }

  private static List<ApprovalCard> cards(
      List<ApprovalItem> items, Map<ApprovalId, List<RequestCheck>> told, Actor actor) {
    return items.stream()
        .map(item ->
            ApprovalCard.of(item, told.getOrDefault(item.id(), List.of()), actor.authenticatedAt()))
        .toList();
  }
}
