using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>What a person allowed: single permissions can be unticked.</summary>
internal static class GraphPermissions
{
    public static async Task<IReadOnlyList<string>> ListAsync(
        GraphClient graph,
        GraphCaller person,
        CancellationToken cancellationToken
    )
    {
        var granted = new List<string>();
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in graph.ListAsync(person, "me/permissions", query, cancellationToken))
        {
            if (JsonText.Of(row, "status") is "granted" && JsonText.Of(row, "permission") is { Length: > 0 } permission)
            {
                granted.Add(permission);
            }
        }

        return granted;
    }
}
