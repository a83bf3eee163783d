package dev.slipway.identity.web;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import dev.slipway.identity.TokenUse;
import dev.slipway.runtime.SlipwaySettings;
import dev.slipway.shell.CurrentActor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/// Everything in front of the handlers. What a handler demands beyond a sign-in it declares itself
/// ({@link dev.slipway.kernel.Requires}); {@link PermissionInterceptor} checks it.
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(maxInactiveIntervalInSeconds = SecurityConfiguration.IDLE_SECONDS)
class SecurityConfiguration {

  static final int IDLE_SECONDS = 30 * 60;

  private static final String[] WITHOUT_SIGN_IN = {
    "/help", "/sign-in", "/sign-in/people", "/setup", "/join/*", "/theme",
  };
  private static final List<HttpMethod> METHODS = List.of(GET, HEAD, POST, PUT, PATCH, DELETE);
  private static final String[] FILES = {
    "/css/**", "/js/**", "/webjars/**", "/icons*.svg", "/favicon*.svg", "/favicon.ico",
  };
  private static final Pattern FILE =
      Pattern.compile("^/(css|js|webjars)/|^/(icons|favicon)[^/]*$");

  @Bean
  @Order(1)
  SecurityFilterChain management(HttpSecurity http, Environment environment) throws Exception {
    return http.securityMatcher(request -> isManagement(request, environment))
        .csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(GET, "/livez", "/readyz", "/prometheus")
                .permitAll()
                .anyRequest()
                .denyAll())
        .build();
  }

  /// Whoever sends a credential: known by it or refused, never by a cookie.
  @Bean
  @Order(3)
  SecurityFilterChain programs(HttpSecurity http, TokenUse tokens, Strangers strangers)
      throws Exception {
    var contexts = new RequestAttributeSecurityContextRepository();
    return http.securityMatcher(BearerTokens::isMeant)
        .csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(security -> security.securityContextRepository(contexts))
        .addFilterBefore(new BearerTokens(tokens, contexts), AuthorizationFilter.class)
        .exceptionHandling(
            refusals -> refusals.authenticationEntryPoint(strangers).accessDeniedHandler(strangers))
        .authorizeHttpRequests(requests -> {
          requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
          for (var method : METHODS) {
            requests.requestMatchers(method, "/api/v1/**").authenticated();
          }
          requests.anyRequest().denyAll();
        })
        .addFilterAfter(whoAsks(), AuthorizationFilter.class)
        .build();
  }

  @Bean
  @Order(4)
  SecurityFilterChain portal(HttpSecurity http, SessionSecurityContext context, Strangers strangers)
      throws Exception {
    return http.securityContext(security -> security.securityContextRepository(context))
        .headers(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .addFilterBefore(new OriginCheck(strangers), CsrfFilter.class)
        .exceptionHandling(
            refusals -> refusals.authenticationEntryPoint(strangers).accessDeniedHandler(strangers))
        .authorizeHttpRequests(requests -> {
          requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
          requests.requestMatchers(GET, FILES).permitAll();
          requests.requestMatchers(HEAD, FILES).permitAll();
          for (var method : new HttpMethod[] {GET, HEAD, POST}) {
            requests.requestMatchers(method, WITHOUT_SIGN_IN).permitAll();
          }
          for (var method : METHODS) {
            requests.requestMatchers(method, "/**").authenticated();
          }
          requests.anyRequest().denyAll();
        })
        .addFilterAfter(whoAsks(), AuthorizationFilter.class)
        .build();
  }

  /// Says who asks before a handler is found: where there is none, the page that says so is still
  /// that person's.
  private static Filter whoAsks() {
    return (request, response, chain) -> {
      if (request instanceof HttpServletRequest asked && !isFile(asked)) {
        CurrentActor.set(asked, ActorResolver.actor(asked));
      }
      chain.doFilter(request, response);
    };
  }

  /// Sign-in is ours; without this bean Spring Boot would make up a user and a password.
  @Bean
  AuthenticationManager nobodyElse() {
    return authentication -> {
      throw new ProviderNotFoundException("Sign-in goes through the sign-in page only.");
    };
  }

  /// `__Host-` binds the cookie to this host and to https; the sandbox speaks http on loopback.
  @Bean
  CookieSerializer sessionCookie(SlipwaySettings settings) {
    var https = Addresses.isHttps(settings.publicUrl());
    var cookie = new SessionCookie();
    cookie.setCookieName(https ? "__Host-slipway" : "slipway");
    cookie.setUseSecureCookie(https);
    cookie.setUseHttpOnlyCookie(true);
    cookie.setCookiePath("/");
    cookie.setSameSite("Lax");
    return cookie;
  }

  /// Boot would register every filter bean by itself; `sessionFilter` has one for each request.
  @Bean
  FilterRegistrationBean<SessionRepositoryFilter<?>> notByItself(
      SessionRepositoryFilter<?> filter) {
    var registration = new FilterRegistrationBean<SessionRepositoryFilter<?>>(filter);
    registration.setEnabled(false);
    return registration;
  }

  /// Files ask nobody who they are, so they read no session and come without the database too.
  @Bean
  FilterRegistrationBean<Filter> sessionFilter(
      FindByIndexNameSessionRepository<? extends Session> stored,
      CookieSerializer cookie,
      SessionUses uses) {
    var ids = new CookieHttpSessionIdResolver();
    ids.setCookieSerializer(cookie);
    var sessions = new SessionsOfRequests(stored, ids, uses);
    Filter exceptForFiles =
        (request, response, chain) -> {
          if (isFile((HttpServletRequest) request)) {
            chain.doFilter(request, response);
          } else {
            sessions.doFilter(request, response, chain);
          }
        };
    var registration = new FilterRegistrationBean<>(exceptForFiles);
    registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
    registration.setDispatcherTypes(
        DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
    return registration;
  }

  private static boolean isFile(HttpServletRequest request) {
    return FILE.matcher(request.getRequestURI()).find();
  }

  private static boolean isManagement(HttpServletRequest request, Environment environment) {
    var port = environment.getProperty("local.management.port", Integer.class);
    return port != null && port == request.getLocalPort();
  }
}
