package dev.muster.benchmarks.peers;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * Spring Security's smallest chain that knows who asks and what they may: a bearer token is looked
 * up in memory, and the role that was found with it is demanded. It keeps no session, writes no
 * headers, and asks nobody whether the role still stands.
 */
public final class SpringChain {
  private static final String ROLE = "MEMBER";
  private static final String SCHEME = "Bearer ";

  private SpringChain() {}

  /** A chain that demands the role of every request. */
  public static Filter demandingRole(List<String> tokens) {
    return chain(tokens, AuthorityAuthorizationManager.hasRole(ROLE));
  }

  /** A chain that demands the role on one path, as our filter does, and denies every other. */
  public static Filter demandingRole(List<String> tokens, String pattern) {
    return chain(
        tokens,
        RequestMatcherDelegatingAuthorizationManager.builder()
            .add(
                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, pattern),
                AuthorityAuthorizationManager.hasRole(ROLE))
            .anyRequest()
            .denyAll()
            .build());
  }

  private static Filter chain(
      List<String> tokens, AuthorizationManager<? super HttpServletRequest> demand) {
    AuthenticationFilter authentication =
        new AuthenticationFilter(manager(tokens), SpringChain::presented);
    // The default one redirects to where a sign-in began.
    authentication.setSuccessHandler((request, response, result) -> {});
    return new FilterChainProxy(
        new DefaultSecurityFilterChain(
            AnyRequestMatcher.INSTANCE,
            new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()),
            authentication,
            new ExceptionTranslationFilter(
                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), new NullRequestCache()),
            new AuthorizationFilter(demand::authorize)));
  }

  private static @Nullable Authentication presented(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header == null || !header.startsWith(SCHEME)
        ? null
        : UsernamePasswordAuthenticationToken.unauthenticated(
            "bearer", header.substring(SCHEME.length()));
  }

  private static AuthenticationManager manager(List<String> tokens) {
    Map<Object, Authentication> known =
        tokens.stream()
            .collect(
                Collectors.toMap(
                    token -> token,
                    token ->
                        UsernamePasswordAuthenticationToken.authenticated(
                            "user of " + token.hashCode(),
                            null,
                            AuthorityUtils.createAuthorityList("ROLE_" + ROLE))));
    return presented -> {
      Authentication found = known.get(presented.getCredentials());
      if (found == null) {
        throw new BadCredentialsException("nobody's");
      }
      return found;
    };
  }
}
