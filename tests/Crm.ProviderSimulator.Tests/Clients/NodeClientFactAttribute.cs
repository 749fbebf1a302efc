namespace Crm.ProviderSimulator.Tests.Clients;

/// <summary>A test that runs npm clients. Skipped, and reported so, where they cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeClientFactAttribute : FactAttribute
{
    public NodeClientFactAttribute()
    {
        if (NodeClients.Missing is { } missing)
        {
            Skip = $"Not run: {missing}";
        }
    }
}
