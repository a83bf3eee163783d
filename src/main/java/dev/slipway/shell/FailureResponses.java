package dev.slipway.shell;

import dev.slipway.kernel.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/// Gives a failure the form its caller reads: problem+json for the API, a fragment for htmx, a page
/// else.
@Component
class FailureResponses {

  private final JsonMapper json;

  FailureResponses(JsonMapper json) {
    this.json = json;
  }

  /// Answers directly, or returns the view that does.
  @Nullable ModelAndView answer(
      FailurePage page, HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(page.status());
    String path = Failures.path(request);
    if (isOfPrograms(path)) {
      writeProblem(page, path, response);
      return null;
    }
    boolean fragment = HtmxRequests.wantsFragment(request);
    if (fragment && !request.getMethod().equals("GET")) {
      response.setHeader("HX-Retarget", "#problems");
      response.setHeader("HX-Reswap", "innerHTML");
    }
    if (page.slug().equals(ProblemType.DATABASE_UNAVAILABLE.slug())) {
      writeWithoutDatabase(fragment, response);
      return null;
    }
    String view = fragment ? "shell/error :: problem" : "shell/error";
    return new ModelAndView(view, Map.of("page", page), HttpStatus.valueOf(page.status()));
  }

  /// Where no person looks: the API, and where webhooks deliver.
  private static boolean isOfPrograms(String path) {
    return path.startsWith("/api/") || path.startsWith("/hooks/");
  }

  /// Refuses where no view can be drawn yet: a page comes from the container's error dispatch.
  void refuse(int status, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isOfPrograms(Failures.path(request))) {
      response.resetBuffer();
      var _ = answer(FailurePage.ofStatus(status, RequestIds.of(request)), request, response);
    } else {
      response.sendError(status);
    }
  }

  /// What the database did instead of its work, by its error codes (PostgreSQL, appendix A).
  static @Nullable DatabaseTrouble databaseTrouble(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return DatabaseTrouble.of(sql);
      }
    }
    return null;
  }

  private void writeProblem(FailurePage page, String path, HttpServletResponse response) {
    var problem = ProblemDetail.forStatus(page.status());
    problem.setType(URI.create(page.slug()));
    problem.setTitle(page.title());
    problem.setDetail(page.detail().isEmpty() ? page.adviceToProgram() : page.detail());
    problem.setInstance(URI.create(path.replaceAll("[^\\w/.~-]", "_")));
    problem.setProperty("requestId", page.requestId());
    write(response, MediaType.APPLICATION_PROBLEM_JSON_VALUE, json.writeValueAsBytes(problem));
  }

  private static void writeWithoutDatabase(boolean fragment, HttpServletResponse response) {
    try {
      String file = fragment ? "static/without-database-part.html" : "static/without-database.html";
      byte[] page = new ClassPathResource(file).getContentAsByteArray();
      response.setHeader("Retry-After", "10");
      write(response, "text/html;charset=" + StandardCharsets.UTF_8, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(HttpServletResponse response, String type, byte[] body) {
    try {
      response.setHeader("Cache-Control", "no-store");
      response.setContentType(type);
      out(response, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A page may have been drawn already when its session could not be stored: nothing of it went
  /// out, but its writer is taken.
  private static void out(HttpServletResponse response, byte[] body) throws IOException {
    try {
      response.getOutputStream().write(body);
    } catch (IllegalStateException _) {
      response.resetBuffer();
      response.getWriter().write(new String(body, StandardCharsets.UTF_8));
    }
  }
}
