using Microsoft.AspNetCore.Http.Features;

namespace Crm.WebApi.Webhooks;

/// <summary>The unguessable part of an account's webhook address, kept beside the request whose path says *** instead.</summary>
internal sealed class AccountKey
{
    private const string Webhooks = "/api/integrations/webhooks/";
    private const string Mask = "***";

    private AccountKey(string value) => Value = value;

    public string Value { get; }

    public static void TakeFrom(IFeatureCollection features)
    {
        var request = features.Get<IHttpRequestFeature>()!;
        if (!request.Path.StartsWith(Webhooks, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var hookEnd = request.Path.IndexOf('/', Webhooks.Length);
        if (hookEnd < 0 || hookEnd == request.Path.Length - 1)
        {
            return;
        }

        features.Set(new AccountKey(request.Path[(hookEnd + 1)..].TrimEnd('/')));
        request.Path = request.Path[..(hookEnd + 1)] + Mask;
        request.RawTarget = request.Path;
    }

    public override string ToString() => Mask;
}
