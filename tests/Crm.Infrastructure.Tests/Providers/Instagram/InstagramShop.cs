using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Instagram;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.Instagram;

/// <summary>A café's account at the simulator, and the steps by which its posts are published.</summary>
public abstract class InstagramShop(Publishing world) : IClassFixture<Publishing>, IAsyncLifetime
{
    protected const string AccountId = "17841400000000001";
    protected const string Graph = $"/graph.instagram.com/v25.0/{AccountId}";

    private protected IPostPublisher Publisher { get; } = world.Publisher("instagram");

    private protected AccountAccess Cafe { get; } =
        new(
            new InstagramToken("IGAAdemo", IsOfInstagram: true, IsByConsent: false).ToSecret(),
            PastedCredentials.None,
            AccountId
        );

    private protected Publishing World => world;

    public Task InitializeAsync() => world.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private protected Task<JsonElement[]> PostedAsync() => world.ListAsync("/sim/instagram/posts");

    private protected static PostContent Content(string text, params PostMedia[] media) => new(text, Thread: [], media);

    private protected static string More(PostPreparation step) => step.ShouldBeOfType<PostPreparation.More>().Progress;

    private protected Task<PostPreparation> PrepareOnceAsync(PostOrder order) =>
        Publisher.PrepareAsync(Cafe, order, CancellationToken.None);

    private protected Task<(PostOrder Order, List<TimeSpan> Waits)> PrepareAsync(PostContent content) =>
        Publishing.PrepareAsync(Publisher, Cafe, world.Order(content));

    private protected Task<PostStep> PublishAsync(PostOrder order) =>
        Publisher.PublishAsync(Cafe, order, CancellationToken.None);

    private protected Task<(PostOrder Order, PostStep.Published Post)> PublishNewAsync(PostContent content) =>
        PublishWholeAsync(world.Order(content));

    private protected Task<(PostOrder Order, PostStep.Published Post)> PublishWholeAsync(PostOrder order) =>
        Publishing.PublishAsync(Publisher, Cafe, order);
}
