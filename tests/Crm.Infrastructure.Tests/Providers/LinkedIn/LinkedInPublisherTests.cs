using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.LinkedIn;

/// <summary>linkedin §5, §6 and §8.</summary>
public sealed class LinkedInPublisherTests(Publishing world) : IClassFixture<Publishing>, IAsyncLifetime
{
    private const string Posts = "/api.linkedin.com/rest/posts";
    private const string Organization = "urn:li:organization:5000001";

    private readonly IPostPublisher publisher = world.Publisher("linkedin");
    private readonly AccountAccess ayse = new(new("li_ayse"), PastedCredentials.None, "demoAyse01");

    public async Task InitializeAsync()
    {
        await world.ResetAsync();
        await world.PutAsync("/sim/linkedin/tokens/li_ayse", new { member = "demoAyse01" });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_text_is_posted_whole_whatever_characters_it_holds()
    {
        const string Text = @"Kahve (yeni!) #indirim @ayse [%50] {a|b} <b> *~_ \ C:\yol ₺";

        var (_, post) = await PublishAsync(Content(Text));

        var made = (await PostedAsync()).ShouldHaveSingleItem();
        made.GetProperty("text").GetString().ShouldBe(Text);
        made.GetProperty("wasCut").GetBoolean().ShouldBeFalse();
        made.GetProperty("author").GetString().ShouldBe("urn:li:person:demoAyse01");
        post.ExternalId.ShouldBe(made.GetProperty("urn").GetString());
        post.Url!.AbsoluteUri.ShouldBe($"https://www.linkedin.com/feed/update/{post.ExternalId}/");
        post.RequestId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_image_is_uploaded_before_and_shown_with_its_text()
    {
        var (order, waits) = await PrepareAsync(Content("resim", world.Files.AddImage("bir fincan")));
        var posts = await PostedAsync();

        await publisher.PublishAsync(ayse, order, CancellationToken.None);

        posts.ShouldBeEmpty();
        waits.ShouldHaveSingleItem();
        (await PostedAsync()).Single().GetProperty("imageUrns").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Several_images_are_uploaded_one_a_step_and_none_twice()
    {
        PostMedia[] media = [world.Files.AddImage(), world.Files.AddImage(), world.Files.AddImage()];
        var before = await world.CountAsync("/api.linkedin.com/rest/images");

        var (order, _) = await PublishAsync(Content("üç resim", media));

        order.Content.Media.Count.ShouldBe(3);
        (await PostedAsync()).Single().GetProperty("imageUrns").GetArrayLength().ShouldBe(3);
        (await world.CountAsync("/api.linkedin.com/rest/images") - before).ShouldBe(3);
    }

    [Fact]
    public async Task An_organisation_speaks_through_who_administers_it()
    {
        var content = Content("kurumsal", world.Files.AddImage()) with { Author = Organization };

        await PublishAsync(content);

        (await PostedAsync()).Single().GetProperty("author").GetString().ShouldBe(Organization);
    }

    [Fact]
    public async Task The_organisations_of_an_account_are_listed_with_their_names()
    {
        var authors = await world.Of<IPostAuthors>("linkedin").ListAuthorsAsync(ayse, CancellationToken.None);

        authors.ShouldBe([new PostAuthor(Organization, "Ayşe'nin Kafesi ☕")]);
    }

    [Fact]
    public async Task Without_the_scope_organisations_are_refused()
    {
        await world.PutAsync("/sim/linkedin/tokens/li_ayse", new { scopes = (string[])["w_member_social"] });

        var failure = await Publishing.RefusedAsync(() =>
            world.Of<IPostAuthors>("linkedin").ListAuthorsAsync(ayse, CancellationToken.None)
        );

        failure.Code.ShouldBe("permission_denied");
    }

    [Fact]
    public async Task An_article_is_shown_with_its_link()
    {
        var content = Content("yazı") with { Article = new(new("https://example.com/yazi"), "Başlık", "Özet") };

        await PublishAsync(content);

        (await PostedAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Published_without_an_id_is_published()
    {
        await world.PutAsync("/sim/linkedin/settings", new { withoutPostId = true });

        var (_, post) = await PublishAsync(Content("kimliksiz"));

        post.ExternalId.ShouldBeNull();
        post.Url.ShouldBeNull();
        (await PostedAsync()).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("timeout_after", true)]
    [InlineData("reset_after", true)]
    [InlineData("timeout_before", true)]
    [InlineData("html", true)]
    [InlineData("malformed_json", true)]
    [InlineData("ok_with_error", true)]
    [InlineData("status", true)]
    [InlineData("redirect", false)]
    [InlineData("throttle", false)]
    public async Task An_answer_that_tells_nothing_may_have_been_a_post(string fault, bool mayHaveHappened)
    {
        var (order, _) = await PrepareAsync(Content("belirsiz"));
        await world.FailAsync("linkedin", Posts, fault);

        var failure = await Publishing.RefusedAsync(() => publisher.PublishAsync(ayse, order, CancellationToken.None));

        failure.MayHaveHappened.ShouldBe(mayHaveHappened);
        failure.Code.ShouldBe(fault is "throttle" ? "rate_limited_by_provider" : "provider_unavailable");
    }

    [Fact]
    public async Task A_post_that_an_organisation_may_read_back_is_found()
    {
        var content = Content("kayıp (yanıt)") with { Author = Organization };
        var order = await LoseAnswerAsync(content, "timeout_after");

        var found = await publisher.FindAsync(ayse, order, CancellationToken.None);

        var step = found.ShouldBeOfType<PostFinding.Happened>().Step.ShouldBeOfType<PostStep.Published>();
        step.ExternalId.ShouldBe((await PostedAsync()).Single().GetProperty("urn").GetString());
    }

    [Fact]
    public async Task The_same_text_of_yesterday_is_not_taken_for_the_lost_post()
    {
        var content = Content("her gün aynı") with { Author = Organization };
        await PublishAsync(content);
        world.Clock.Advance(TimeSpan.FromDays(1));
        var order = await LoseAnswerAsync(content, "timeout_before");

        (await publisher.FindAsync(ayse, order, CancellationToken.None)).ShouldBeOfType<PostFinding.CannotTell>();
    }

    [Fact]
    public async Task A_members_posts_are_shown_to_nobody()
    {
        var order = await LoseAnswerAsync(Content("görünmez"), "timeout_after");

        (await publisher.FindAsync(ayse, order, CancellationToken.None)).ShouldBeOfType<PostFinding.CannotTell>();
    }

    [Fact]
    public async Task Sent_again_in_doubt_the_duplicate_that_is_named_is_ours()
    {
        var order = await LoseAnswerAsync(Content("bir kere"), "timeout_after");

        var step = await publisher.PublishAsync(ayse, order, CancellationToken.None);

        var post = (await PostedAsync()).ShouldHaveSingleItem();
        step.ShouldBeOfType<PostStep.Published>().ExternalId.ShouldBe(post.GetProperty("urn").GetString());
    }

    [Fact]
    public async Task Without_doubt_a_duplicate_is_refused_and_is_not_ours()
    {
        await PublishAsync(Content("bir kere"));
        var (order, _) = await PrepareAsync(Content("bir kere"));

        var failure = await Publishing.RefusedAsync(() => publisher.PublishAsync(ayse, order, CancellationToken.None));

        failure.Code.ShouldBe("provider_rejected");
        failure.MayHaveHappened.ShouldBeFalse();
        publisher.RefusesSameTextFor.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task The_name_of_a_person_is_no_proof_even_in_doubt()
    {
        var order = await LoseAnswerAsync(Content("bir kere"), "timeout_after");
        await world.PutAsync("/sim/linkedin/settings", new { duplicateNamesPerson = true });

        var failure = await Publishing.RefusedAsync(() => publisher.PublishAsync(ayse, order, CancellationToken.None));

        failure.Code.ShouldBe("provider_rejected");
    }

    [Fact]
    public async Task The_limit_of_the_day_ends_at_the_next_midnight_utc()
    {
        await world.PutAsync("/sim/linkedin/settings", new { postsPerDay = 0 });
        var (order, _) = await PrepareAsync(Content("çok"));
        world.Clock.Set(new(2026, 11, 27, 22, 30, 0, TimeSpan.Zero));

        var failure = await Publishing.RefusedAsync(() => publisher.PublishAsync(ayse, order, CancellationToken.None));

        failure.Code.ShouldBe("rate_limited_by_provider");
        failure.RetryAfter.ShouldBe(TimeSpan.FromHours(1.5));
        failure.RequestId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_version_that_is_no_more_is_our_fault_and_no_accounts()
    {
        await world.PutAsync("/sim/linkedin/settings", new { versions = (string[])["203001"] });
        var (order, _) = await PrepareAsync(Content("eski"));

        var failure = await Publishing.RefusedAsync(() => publisher.PublishAsync(ayse, order, CancellationToken.None));

        failure.Code.ShouldBe("integration_not_configured");
        failure.Reason.ShouldBe("reason_api_version");
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_a_dead_connection()
    {
        await world.PostAsync("/sim/linkedin/members/demoAyse01/revoke", new { });
        var (order, _) = await PrepareAsync(Content("giden"));

        var failure = await Publishing.RefusedAsync(() => publisher.PublishAsync(ayse, order, CancellationToken.None));

        failure.Code.ShouldBe("authentication_failed");
        failure.Reason.ShouldBe("REVOKED_ACCESS_TOKEN");
    }

    [Fact]
    public async Task An_organisation_of_somebody_else_is_refused()
    {
        var (order, _) = await PrepareAsync(Content("başkası") with { Author = "urn:li:organization:9" });

        var failure = await Publishing.RefusedAsync(() => publisher.PublishAsync(ayse, order, CancellationToken.None));

        failure.Code.ShouldBe("permission_denied");
    }

    private async Task<PostOrder> LoseAnswerAsync(PostContent content, string fault)
    {
        var (order, _) = await PrepareAsync(content);
        await world.FailAsync("linkedin", Posts, fault);
        var sentAt = world.Clock.GetUtcNow();
        var failure = await Publishing.RefusedAsync(() => publisher.PublishAsync(ayse, order, CancellationToken.None));
        failure.MayHaveHappened.ShouldBeTrue();

        return order with
        {
            UncertainSince = sentAt,
        };
    }

    private Task<JsonElement[]> PostedAsync() => world.ListAsync("/sim/linkedin/posts");

    private static PostContent Content(string text, params PostMedia[] media) => new(text, Thread: [], media);

    private Task<(PostOrder Order, List<TimeSpan> Waits)> PrepareAsync(PostContent content) =>
        Publishing.PrepareAsync(publisher, ayse, world.Order(content));

    private Task<(PostOrder Order, PostStep.Published Post)> PublishAsync(PostContent content) =>
        Publishing.PublishAsync(publisher, ayse, world.Order(content));
}
