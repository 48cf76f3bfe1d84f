package probe;
// A stand-in for the two handlers of oauth2-code that are not published, written from recordings of the service and mounted behind
// the real login mechanisms of com.networknt:oauth2-authhub, so that failed logins, charsets and 500s are the real ones.
import com.networknt.handler.LightHttpHandler;
import com.networknt.oauth.cache.CacheStartupHookProvider;
import com.networknt.oauth.cache.model.Client;
import com.networknt.oauth.security.*;
import com.networknt.utility.Util;
import io.undertow.security.api.*;
import io.undertow.security.handlers.*;
import io.undertow.server.*;
import io.undertow.server.handlers.form.*;
import io.undertow.util.*;
import java.util.*;
import java.util.function.Function;

public abstract class Code implements LightHttpHandler {
    public static class Get extends Code { public Get() { super(new LightBasicAuthenticationMechanism("OAuth"), false); } }
    public static class Post extends Code { public Post() { super(new LightFormAuthenticationMechanism("oauth2", "/login", "/error", "/oauth2/code"), true); } }

    private final HttpHandler chain;
    private final boolean form;

    Code(AuthenticationMechanism mechanism, boolean form) {
        this.form = form;
        this.chain = new SecurityInitialHandler(AuthenticationMode.PRO_ACTIVE, new LightIdentityManager(),
            new AuthenticationMechanismsHandler(new AuthenticationConstraintHandler(new AuthenticationCallHandler(this::issue)), List.of(mechanism)));
    }

    @Override public void handleRequest(HttpServerExchange x) throws Exception { chain.handleRequest(x); }

    private void issue(HttpServerExchange x) {
        if (form) x.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        Function<String, String> in = form
            ? n -> { FormData.FormValue v = x.getAttachment(FormDataParser.FORM_DATA).getFirst(n); return v == null ? null : v.getValue(); }
            : n -> { Deque<String> v = x.getQueryParameters().get(n); return v == null ? null : v.getFirst(); };
        Client client = (Client) CacheStartupHookProvider.hz.getMap("clients").get(in.apply("client_id"));
        if (client == null) { setExchangeStatus(x, "ERR12014", in.apply("client_id")); return; }
        Map<String, String> m = new HashMap<>();
        var account = x.getSecurityContext().getAuthenticatedAccount();
        m.put("userId", account.getPrincipal().getName());
        m.put("roles", String.join(" ", account.getRoles()));
        String redirect = in.apply("redirect_uri");
        if (redirect != null) m.put("redirectUri", redirect); else redirect = client.getRedirectUri();
        if (form) { if (in.apply("remember") != null) m.put("remember", in.apply("remember")); }
        else {
            if (in.apply("scope") != null) m.put("scope", in.apply("scope"));
            String c = in.apply("code_challenge"), how = in.apply("code_challenge_method");
            if (c != null) {
                String bad = how != null && !how.equals("plain") && !how.equals("S256") ? "ERR12033" : c.length() < 43 ? "ERR12034" : c.length() > 128 ? "ERR12035" : !c.matches("[0-9a-zA-Z\\-.~_]+") ? "ERR12036" : null;
                if (bad != null) { setExchangeStatus(x, bad, bad.equals("ERR12033") ? how : c); return; }
                m.put("code_challenge", c); m.put("code_challenge_method", how == null ? "plain" : how);
            }
        }
        String code = Util.getUUID();
        CacheStartupHookProvider.hz.getMap("codes").set(code, m);
        String state = in.apply("state");
        x.setStatusCode(302);
        x.getResponseHeaders().put(Headers.LOCATION, redirect + "?code=" + code + (state == null ? "" : "&state=" + state));
        x.endExchange();
    }
}
