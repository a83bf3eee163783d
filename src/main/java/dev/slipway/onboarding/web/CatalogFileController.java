package dev.slipway.onboarding.web;

import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.onboarding.CatalogFile;
import dev.slipway.onboarding.EntryRefused;
import dev.slipway.onboarding.FilePlan;
import dev.slipway.onboarding.FilePlanMoved;
import dev.slipway.shell.Choice;
import dev.slipway.shell.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The catalog as a file, by browser: download it, paste one, see what it would do, take it in.
@Controller
class CatalogFileController {

  private final CatalogFile file;
  private final Access access;
  private final Refusals refusals;

  CatalogFileController(CatalogFile file, Access access, Refusals refusals) {
    this.file = file;
    this.access = access;
    this.refusals = refusals;
  }

  /// @param text the file as it was pasted
  /// @param plan what it would do; null before it is known
  /// @param fault why it cannot be read or taken in; null if it can
  /// @param done whether it was taken in
  record FilePage(
      String text,
      @Nullable FilePlan plan,
      @Nullable String fault,
      String reason,
      boolean mayImport,
      boolean done) {

    public List<Choice> crumbs() {
      return List.of(Choice.link("Services", "/services"));
    }

    public boolean ready() {
      return plan != null && !plan.changesNothing() && plan.problems().isEmpty() && !done;
    }
  }

  @GetMapping("/catalog/file")
  @Requires(Permission.VIEW)
  ModelAndView page(Actor actor) {
    return shown(new FilePage("", null, null, "", mayImport(actor), false), 200);
  }

  @GetMapping("/catalog/file/download")
  @Requires(Permission.VIEW)
  ResponseEntity<byte[]> download() {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "application/yaml;charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"slipway-catalog.yaml\"")
        .body(file.export().getBytes(StandardCharsets.UTF_8));
  }

  /// What it would do. Nothing is stored.
  @PostMapping("/catalog/file")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView plan(
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String reason,
      Actor actor) {
    try {
      return shown(
          new FilePage(text, file.plan(text, actor), null, reason, mayImport(actor), false), 200);
    } catch (EntryRefused refused) {
      return shown(
          new FilePage(text, null, refused.detail(), reason, mayImport(actor), false), 422);
    }
  }

  @PostMapping("/catalog/file/imports")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView take(
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String hash,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      HttpServletRequest request) {
    try {
      var plan = file.apply(text, hash, reason, actor);
      return shown(new FilePage(text, plan, null, "", mayImport(actor), true), 200);
    } catch (FilePlanMoved moved) {
      refusals.announce(moved, actor, request);
      return shown(
          new FilePage(text, moved.now(), moved.detail(), reason, mayImport(actor), false), 409);
    } catch (EntryRefused refused) {
      refusals.announce(refused, actor, request);
      return shown(
          new FilePage(text, null, refused.detail(), reason, mayImport(actor), false),
          status(refused));
    }
  }

  private static int status(DomainFailure refused) {
    return refused.problem().status();
  }

  private boolean mayImport(Actor actor) {
    return access.permitsSomewhere(actor, Permission.CATALOG_MANAGE);
  }

  private static ModelAndView shown(FilePage page, int status) {
    var view = new ModelAndView("onboarding/file", "page", page);
    view.setStatus(HttpStatusCode.valueOf(status));
    return view;
  }
}
