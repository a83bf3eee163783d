package dev.slipway.shell;

import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// Pages for what fails before a handler is found: unknown addresses, refusals of the security
/// filters, exceptions of filters.
@Controller
class ErrorPages implements ErrorController {

  private final FailureResponses responses;

  ErrorPages(FailureResponses responses) {
    this.responses = responses;
  }

  @RequestMapping("${server.error.path:/error}")
  @Requires(Permission.PUBLIC)
  @Nullable ModelAndView error(HttpServletRequest request, HttpServletResponse response) {
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    FailurePage page =
        failure instanceof Throwable cause
            ? Failures.unexpected(cause, request)
            : FailurePage.ofStatus(status(request), RequestIds.of(request));
    return responses.answer(page, request, response);
  }

  private static int status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : 404;
  }
}
