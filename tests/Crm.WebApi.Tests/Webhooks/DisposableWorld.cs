namespace Crm.WebApi.Tests.Webhooks;

/// <summary>A world of one test, for those that need settings of their own.</summary>
internal sealed class DisposableWorld : IAsyncDisposable
{
    public InboxWorld Inbox { get; } = new();

    public ValueTask DisposeAsync() => new(Inbox.DisposeAsync());
}
