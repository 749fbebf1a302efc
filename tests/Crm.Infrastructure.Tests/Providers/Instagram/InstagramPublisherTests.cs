using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Instagram;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.Instagram;

/// <summary>instagram §4 and §6: what is there before a post, and the post.</summary>
public sealed class InstagramPublisherTests(Publishing world) : InstagramShop(world)
{
    [Fact]
    public async Task An_image_that_the_platform_fetches_becomes_a_post()
    {
        var (order, post) = await PublishNewAsync(Content("Günaydın ☕", World.Files.AddImage("bir fincan")));

        var made = (await PostedAsync()).ShouldHaveSingleItem();
        made.GetProperty("caption").GetString().ShouldBe("Günaydın ☕");
        post.ExternalId.ShouldBe(made.GetProperty("id").GetString());
        post.Url!.AbsoluteUri.ShouldBe($"https://www.instagram.com/p/{post.ExternalId}/");
        order.Progress!.Length.ShouldBeLessThan(300);
    }

    [Fact]
    public async Task A_token_of_the_other_login_posts_at_its_own_host()
    {
        var access = new AccountAccess(
            new InstagramToken("EAAdemoPage", IsOfInstagram: false, IsByConsent: false).ToSecret(),
            PastedCredentials.None,
            AccountId
        );

        await Publishing.PublishAsync(Publisher, access, World.Order(Content("sayfadan", World.Files.AddImage())));

        (await PostedAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_lone_video_is_a_reel_and_is_waited_for()
    {
        var (order, waits) = await PrepareAsync(Content("film", World.Files.AddVideo()));

        await PublishAsync(order);

        waits.ShouldBe([TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)]);
        (await PostedAsync()).Single().GetProperty("mediaType").GetString().ShouldBe("REELS");
    }

    [Fact]
    public async Task A_carousel_waits_for_every_child_before_it_is_made()
    {
        var content = Content("üçü bir arada", World.Files.AddImage(), World.Files.AddVideo(), World.Files.AddImage());

        var (order, waits) = await PrepareAsync(content);
        await PublishAsync(order);

        waits.ShouldNotBeEmpty();
        var made = (await PostedAsync()).ShouldHaveSingleItem();
        made.GetProperty("mediaType").GetString().ShouldBe("CAROUSEL");
        made.GetProperty("caption").GetString().ShouldBe("üçü bir arada");
    }

    [Fact]
    public async Task Every_step_may_be_taken_by_another_server_and_makes_nothing_twice()
    {
        var order = World.Order(Content("", World.Files.AddImage(), World.Files.AddImage()));
        var before = await World.CountAsync($"{Graph}/media");
        var progresses = new List<string?>();
        while (await Publisher.PrepareAsync(Cafe, order, CancellationToken.None) is PostPreparation.More more)
        {
            progresses.Add(more.Progress);
            order = order with { Progress = more.Progress };
        }

        // Two children and their parent.
        progresses.Count.ShouldBe(3);
        (await World.CountAsync($"{Graph}/media") - before).ShouldBe(3);
    }

    [Fact]
    public async Task Bytes_that_are_not_found_at_first_are_asked_for_again()
    {
        World.Files.Fail(times: 3);

        var (order, waits) = await PrepareAsync(Content("dördüncüde", World.Files.AddImage()));
        await PublishAsync(order);

        waits.Count.ShouldBe(3);
        (await PostedAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Bytes_that_are_never_found_are_told_in_words()
    {
        World.Files.Fail(times: 100);

        var failure = await Publishing.RefusedAsync(() => PrepareAsync(Content("yok", World.Files.AddImage())));

        failure.Code.ShouldBe("provider_rejected");
        failure.Reason.ShouldBe("reason_media_not_fetched");
    }

    [Theory]
    [InlineData(2207009, "reason_media_ratio")]
    [InlineData(2207026, "reason_video_format")]
    [InlineData(2207085, "reason_media_processing")]
    [InlineData(2207999, "reason_media_processing")]
    public async Task A_container_that_fails_says_why_in_words(int subcode, string reason)
    {
        await World.PutAsync("/sim/instagram/settings", new { failWith = subcode });

        var failure = await Publishing.RefusedAsync(() => PrepareAsync(Content("olmadı", World.Files.AddImage())));

        failure.Code.ShouldBe("provider_rejected");
        failure.Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task What_passes_by_itself_is_made_once_more()
    {
        await World.PutAsync("/sim/instagram/settings", new { failWith = 2207082 });
        var order = World.Order(Content("ikinci", World.Files.AddImage()));
        order = order with { Progress = More(await PrepareOnceAsync(order)) };
        var wait = (await PrepareOnceAsync(order)).ShouldBeOfType<PostPreparation.Wait>();
        await World.PutAsync("/sim/instagram/settings", new { failWith = (int?)null });

        await PublishWholeAsync(order with { Progress = wait.Progress });

        (await PostedAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_container_that_has_expired_is_made_anew_once()
    {
        var (order, _) = await PrepareAsync(Content("dünkü", World.Files.AddImage()));
        var before = await World.CountAsync($"{Graph}/media");
        await World.TurnAsync(World.Clock.GetUtcNow().AddHours(25));

        var (anew, post) = await PublishWholeAsync(order);

        (await PostedAsync()).ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(post.ExternalId);
        anew.Progress.ShouldNotBe(order.Progress);
        (await World.CountAsync($"{Graph}/media") - before).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_container_that_expires_again_and_again_is_given_up()
    {
        var (order, _) = await PrepareAsync(Content("dünkü", World.Files.AddImage()));
        await World.TurnAsync(World.Clock.GetUtcNow().AddHours(25));
        (order, _) = await Publishing.PrepareAsync(Publisher, Cafe, order);
        await World.TurnAsync(World.Clock.GetUtcNow().AddHours(25));

        var failure = await Publishing.RefusedAsync(() => PrepareOnceAsync(order));

        failure.Code.ShouldBe("not_found_at_provider");
        failure.Reason.ShouldBe("reason_container_gone");
    }
}
