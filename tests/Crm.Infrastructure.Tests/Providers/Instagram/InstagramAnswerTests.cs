using Crm.Application.Integrations.Contracts;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.Instagram;

/// <summary>instagram §6 and §8: what the answer to the publishing call means, and its loss.</summary>
public sealed class InstagramAnswerTests(Publishing world) : InstagramShop(world)
{
    private const string Publish = $"{Graph}/media_publish";

    [Fact]
    public async Task A_container_that_is_gone_is_told_in_words_and_has_not_happened()
    {
        var (order, _) = await PrepareAsync(Content("dünkü", World.Files.AddImage()));
        await World.PostAsync("/sim/reset", new { });

        var failure = await Publishing.RefusedAsync(() => PublishAsync(order));

        failure.MayHaveHappened.ShouldBeFalse();
        failure.Reason.ShouldBe("reason_container_gone");
    }

    [Theory]
    [InlineData("timeout_after")]
    [InlineData("reset_after")]
    public async Task A_post_whose_answer_was_lost_is_found_by_its_container(string fault)
    {
        var order = await LoseAnswerAsync("kayıp yanıt", fault);
        await PublishNewAsync(Content("sonraki", World.Files.AddImage()));

        var found = await Publisher.FindAsync(Cafe, order, CancellationToken.None);

        var step = found.ShouldBeOfType<PostFinding.Happened>().Step.ShouldBeOfType<PostStep.Published>();
        var lost = (await PostedAsync()).Single(post => post.GetProperty("caption").GetString() is "kayıp yanıt");
        step.ExternalId.ShouldBe(lost.GetProperty("id").GetString());
        step.Url.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_post_that_cannot_be_told_from_others_is_still_known_to_be_published()
    {
        var order = await LoseAnswerAsync("kayıp", "timeout_after");
        var later = order with { Content = order.Content with { Text = "başka" } };

        var found = await Publisher.FindAsync(Cafe, later, CancellationToken.None);

        var step = found.ShouldBeOfType<PostFinding.Happened>().Step.ShouldBeOfType<PostStep.Published>();
        step.ExternalId.ShouldBeNull();
    }

    [Fact]
    public async Task What_never_arrived_did_not_happen_and_is_published_once()
    {
        var order = await LoseAnswerAsync("gitmedi", "timeout_before");

        (await Publisher.FindAsync(Cafe, order, CancellationToken.None)).ShouldBeOfType<PostFinding.DidNotHappen>();
        await PublishAsync(order);

        (await PostedAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Published_a_second_time_a_container_is_the_first_post()
    {
        var order = await LoseAnswerAsync("iki kere", "timeout_after");

        var step = await PublishAsync(order);

        var post = (await PostedAsync()).ShouldHaveSingleItem();
        step.ShouldBeOfType<PostStep.Published>().ExternalId.ShouldBe(post.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("html", true)]
    [InlineData("malformed_json", true)]
    [InlineData("status", true)]
    [InlineData("redirect", false)]
    [InlineData("throttle", false)]
    public async Task An_answer_that_tells_nothing_may_have_been_a_post(string fault, bool mayHaveHappened)
    {
        var (order, _) = await PrepareAsync(Content("belirsiz", World.Files.AddImage()));
        await World.FailAsync("instagram", Publish, fault);

        var failure = await Publishing.RefusedAsync(() => PublishAsync(order));

        failure.MayHaveHappened.ShouldBe(mayHaveHappened);
    }

    [Fact]
    public async Task A_container_that_is_not_ready_is_tried_again_and_has_not_happened()
    {
        await World.PutAsync("/sim/instagram/settings", new { imagePolls = 3 });
        var order = World.Order(Content("erken", World.Files.AddImage()));
        order = order with { Progress = More(await PrepareOnceAsync(order)) };

        var failure = await Publishing.RefusedAsync(() => PublishAsync(order));

        failure.Code.ShouldBe("provider_unavailable");
        failure.Reason.ShouldBe("reason_media_not_ready");
        failure.RetryAfter.ShouldNotBeNull();
        failure.MayHaveHappened.ShouldBeFalse();
    }

    [Fact]
    public async Task The_quota_of_the_day_is_a_wait_of_an_hour()
    {
        await World.PutAsync($"/sim/instagram/accounts/{AccountId}", new { quotaTotal = 1 });
        await PublishNewAsync(Content("ilk", World.Files.AddImage()));
        var (order, _) = await PrepareAsync(Content("ikinci", World.Files.AddImage()));

        var failure = await Publishing.RefusedAsync(() => PublishAsync(order));

        failure.Code.ShouldBe("rate_limited_by_provider");
        failure.Reason.ShouldBe("reason_publish_quota");
        failure.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task An_address_that_cannot_be_read_takes_nothing_from_the_success()
    {
        var (order, _) = await PrepareAsync(Content("adresiz", World.Files.AddImage()));
        await World.FailAsync("instagram", "/graph.instagram.com/v25.0/179", "status", times: -1);

        var step = await PublishAsync(order);

        var post = step.ShouldBeOfType<PostStep.Published>();
        post.ExternalId.ShouldNotBeNull();
        post.Url.ShouldBeNull();
        await World.StopFailingAsync();
    }

    private async Task<PostOrder> LoseAnswerAsync(string text, string fault)
    {
        var (order, _) = await PrepareAsync(Content(text, World.Files.AddImage()));
        await World.FailAsync("instagram", Publish, fault);
        var sentAt = World.Clock.GetUtcNow();
        var failure = await Publishing.RefusedAsync(() => PublishAsync(order));
        failure.MayHaveHappened.ShouldBeTrue();

        return order with
        {
            UncertainSince = sentAt,
        };
    }
}
