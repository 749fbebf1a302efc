using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.Meta.Webhooks;

/// <summary><c>subscribed_apps</c> of Pages, accounts and WhatsApp business accounts, and <c>subscriptions</c> of apps.</summary>
internal sealed class SubscriptionEdges(ObjectSubscriptions subscriptions, MetaState state, Handshake handshake)
{
    private static readonly string[] Objects = ["page", "instagram", "whatsapp_business_account"];

    /// <param name="fieldsOfAll">What is subscribed when the call names no fields; null demands <c>subscribed_fields</c>.</param>
    public async Task<IResult> ObjectAsync(
        GraphCall call,
        string objectId,
        IReadOnlyList<string> known,
        IReadOnlyList<string>? fieldsOfAll = null
    )
    {
        if (call.Method == HttpMethods.Get)
        {
            return GraphPaging.Page(call, subscriptions.AppsOf(objectId).Select(appId => Show(objectId, appId)));
        }

        if (call.Method == HttpMethods.Delete)
        {
            subscriptions.Remove(objectId, call.App.Id);
            return GraphGate.Success();
        }

        // Whether Meta adds to the list or replaces it is unknown; replacing punishes a caller who sends a part.
        var fields = fieldsOfAll ?? call.Required("subscribed_fields").Split(',', StringSplitOptions.TrimEntries);
        if (fields.FirstOrDefault(field => !known.Contains(field)) is { } unknown)
        {
            throw new GraphRefusal(
                GraphError.Parameter($"Param subscribed_fields[0] must be one of the known fields - got \"{unknown}\".")
            );
        }

        subscriptions.Set(objectId, call.App.Id, new(fields, await OverrideAsync(call)));
        return GraphGate.Success();
    }

    public async Task<IResult> AppAsync(GraphCall call, string appId)
    {
        if (call.Token.Kind != TokenKind.App || call.Token.AppId != appId)
        {
            throw new GraphRefusal(new(15, "(#15) This method must be called with an app access_token."));
        }

        var app = state.Apps[appId];
        if (call.Method == HttpMethods.Get)
        {
            var all = app.Subscriptions.Values.Select(found => new
            {
                found.Object,
                found.CallbackUrl,
                Active = true,
                Fields = found.Fields.Select(field => new { Name = field }),
            });
            return GraphGate.Ok(new { Data = all });
        }

        var kind = call.Required("object");
        if (!Objects.Contains(kind))
        {
            throw new GraphRefusal(GraphError.Parameter($"object is one of {string.Join(", ", Objects)}"));
        }

        if (call.Method == HttpMethods.Delete)
        {
            app.Subscriptions.TryRemove(kind, out _);
            return GraphGate.Success();
        }

        var callback = Callback(call.Required("callback_url"));
        var verifyToken = call.Required("verify_token");
        await VerifyAsync(call, callback, verifyToken);
        app.Subscriptions[kind] = new(
            kind,
            callback,
            verifyToken,
            call.Required("fields").Split(',', StringSplitOptions.TrimEntries)
        );
        return GraphGate.Success();
    }

    private GraphNode Show(string objectId, string appId) =>
        new(
            "Application",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = appId,
                ["name"] = state.Apps.GetValueOrDefault(appId)?.Name,
                ["subscribed_fields"] = subscriptions.Find(objectId, appId)?.Fields,
            },
            ["id", "name", "subscribed_fields"]
        );

    private async Task<Uri?> OverrideAsync(GraphCall call)
    {
        if (call["override_callback_uri"] is not { } text)
        {
            return null;
        }

        var callback = Callback(text);
        await VerifyAsync(call, callback, call.Required("verify_token"));
        return callback;
    }

    private async Task VerifyAsync(GraphCall call, Uri callback, string verifyToken)
    {
        if (await handshake.VerifyAsync(callback, verifyToken, call.Context.RequestAborted) is { } problem)
        {
            throw new GraphRefusal(
                new(2200, $"(#2200) Callback verification failed with the following errors: {problem}")
            );
        }
    }

    private static Uri Callback(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var callback)
        && (callback.Scheme == Uri.UriSchemeHttps || callback.IsLoopback)
            ? callback
            : throw new GraphRefusal(GraphError.Parameter("The callback must be an https address"));
}
