namespace Crm.ProviderSimulator.Tests.LinkedIn;

public sealed class PostTests : IAsyncDisposable
{
    private static readonly object[] TwoNumbers = [1, 2];

    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Post_is_answered_with_an_empty_body_and_its_urn_in_a_header()
    {
        var answer = await host.PublishAsync(LinkedInHost.Post("Merhaba dünya"));

        (answer.Status, answer.Text).ShouldBe((201, ""));
        answer.Id!.ShouldStartWith("urn:li:share:");
        var post = await host.LastPostAsync();
        post.GetProperty("urn").GetString().ShouldBe(answer.Id);
        post.GetProperty("text").GetString().ShouldBe("Merhaba dünya");
    }

    [Theory]
    [InlineData("author")]
    [InlineData("commentary")]
    [InlineData("visibility")]
    [InlineData("distribution")]
    [InlineData("lifecycleState")]
    public async Task Missing_key_is_named(string key)
    {
        var post = LinkedInHost.Post();
        post.Remove(key);

        var answer = await host.PublishAsync(post);

        answer.Status.ShouldBe(422);
        answer.Message.ShouldBe($"ERROR :: /{key} :: field is required but not found\n");
    }

    [Theory]
    [InlineData("commentary", 7)]
    [InlineData("visibility", "EVERYBODY")]
    [InlineData("lifecycleState", "SENT")]
    [InlineData("distribution", "MAIN_FEED")]
    [InlineData("text", "Merhaba")]
    [InlineData("content", "urn:li:image:1")]
    public async Task Wrong_shape_is_named(string key, object value)
    {
        var post = LinkedInHost.Post();
        post[key] = value;

        var answer = await host.PublishAsync(post);

        answer.Status.ShouldBe(422);
        answer.Message!.ShouldStartWith($"ERROR :: /{key} ::");
    }

    [Fact]
    public async Task Body_that_is_no_json_object_is_an_illegal_argument()
    {
        var list = await host.PublishAsync(TwoNumbers);
        var form = await host.LinkedInAsync(
            HttpMethod.Post,
            $"{LinkedInHost.Rest}/posts",
            change: request => request.Content = new FormUrlEncodedContent([new("author", LinkedInHost.Member)])
        );

        (list.Status, list.Code).ShouldBe((400, "ILLEGAL_ARGUMENT"));
        (form.Status, form.Code).ShouldBe((400, "ILLEGAL_ARGUMENT"));
    }

    [Theory]
    [InlineData("urn:li:person:demoFatima", 403)]
    [InlineData("urn:li:organization:5000002", 403)]
    [InlineData("urn:li:member:1", 400)]
    [InlineData(LinkedInHost.Organization, 201)]
    public async Task Author_is_the_member_or_an_organization_they_administer(string author, int status) =>
        (await host.PublishAsync(LinkedInHost.Post(author: author))).Status.ShouldBe(status);

    [Theory]
    [InlineData("w_member_social", LinkedInHost.Member, 201)]
    [InlineData("w_member_social", LinkedInHost.Organization, 403)]
    [InlineData("w_organization_social", LinkedInHost.Member, 403)]
    [InlineData("openid profile", LinkedInHost.Member, 403)]
    public async Task Author_needs_the_scope_of_their_kind(string scope, string author, int status)
    {
        var answer = await host.PublishAsync(LinkedInHost.Post(author: author), await host.LinkedInTokenAsync(scope));

        answer.Status.ShouldBe(status);
    }

    [Theory]
    [InlineData(3000, 201)]
    [InlineData(3001, 400)]
    public async Task Text_has_3000_characters_at_most_without_its_escapes(int typed, int status)
    {
        var answer = await host.PublishAsync(LinkedInHost.Post(new string('a', typed - 2) + "\\(\\)"));

        answer.Status.ShouldBe(status);
    }

    [Fact]
    public async Task Text_that_is_too_long_names_its_field()
    {
        var answer = await host.PublishAsync(LinkedInHost.Post(new string('a', 3001)));

        answer.Code.ShouldBe("FIELD_LENGTH_TOO_LONG");
        var input = answer.Body.GetProperty("errorDetails").GetProperty("inputErrors")[0];
        input.GetProperty("input").GetProperty("inputPath").GetProperty("fieldPath").GetString().ShouldBe("commentary");
    }

    [Theory]
    [InlineData("Merhaba (test) son", "Merhaba ", true)]
    [InlineData("Merhaba \\(test\\) son", "Merhaba (test) son", false)]
    [InlineData("a \\| b \\{c\\} \\@d \\[e\\] \\<f\\> \\# \\* \\_ \\~ \\\\", "a | b {c} @d [e] <f> # * _ ~ \\", false)]
    [InlineData("yol C:\\dizin", "yol C:", true)]
    [InlineData("ad_soyad", "ad", true)]
    [InlineData("3 * 4", "3 ", true)]
    [InlineData("kime @Ayşe", "kime ", true)]
    [InlineData("Selam @[Ayşe'nin Kafesi](urn:li:organization:5000001)!", "Selam Ayşe'nin Kafesi!", false)]
    [InlineData("Yeni {hashtag|\\#|crm} burada", "Yeni #crm burada", false)]
    [InlineData("Yeni #crm burada", "Yeni #crm burada", false)]
    [InlineData("1 numara # burada", "1 numara ", true)]
    [InlineData("son \\", "son ", true)]
    public async Task Unescaped_reserved_character_cuts_the_text_and_nobody_is_told(
        string commentary,
        string text,
        bool wasCut
    )
    {
        var answer = await host.PublishAsync(LinkedInHost.Post(commentary));

        answer.Status.ShouldBe(201);
        var post = await host.LastPostAsync();
        post.GetProperty("text").GetString().ShouldBe(text);
        post.GetProperty("wasCut").GetBoolean().ShouldBe(wasCut);
    }

    [Fact]
    public async Task Same_text_within_ten_minutes_is_a_duplicate_that_names_the_post()
    {
        var first = await host.PublishAsync(LinkedInHost.Post());
        var other = await host.PublishAsync(LinkedInHost.Post(author: LinkedInHost.Organization));
        host.Clock.Turn(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        var second = await host.PublishAsync(LinkedInHost.Post());
        host.Clock.Turn(TimeSpan.FromSeconds(1));
        var third = await host.PublishAsync(LinkedInHost.Post());

        (second.Status, second.Message).ShouldBe((422, $"Content is a duplicate of {first.Id}"));
        (other.Status, third.Status).ShouldBe((201, 201));
    }

    [Fact]
    public async Task Duplicate_can_name_the_member_instead()
    {
        await host.LinkedInSettingsAsync(new { duplicateNamesPerson = true });
        await host.PublishAsync(LinkedInHost.Post());

        (await host.PublishAsync(LinkedInHost.Post())).Message.ShouldBe(
            $"Content is a duplicate of {LinkedInHost.Member}"
        );
    }

    [Fact]
    public async Task Post_can_be_made_without_telling_its_urn()
    {
        await host.LinkedInSettingsAsync(new { withoutPostId = true });

        var answer = await host.PublishAsync(LinkedInHost.Post());

        (answer.Status, answer.Id).ShouldBe((201, null));
        (await host.LastPostAsync()).GetProperty("text").GetString().ShouldBe("Merhaba");
    }

    [Fact]
    public async Task Member_has_150_posts_a_day_of_utc()
    {
        for (var number = 0; number < 150; number++)
        {
            (await host.PublishAsync(LinkedInHost.Post($"Merhaba {number}"))).Status.ShouldBe(201);
        }

        var over = await host.PublishAsync(LinkedInHost.Post());
        var fatima = await host.LinkedInTokenAsync("w_member_social", "demoFatima");
        var other = await host.PublishAsync(LinkedInHost.Post(author: "urn:li:person:demoFatima"), fatima);
        host.Clock.Turn(TimeSpan.FromHours(12));
        var tomorrow = await host.PublishAsync(LinkedInHost.Post());

        (over.Status, over.Code, over.Body.GetProperty("serviceErrorCode").GetInt32()).ShouldBe(
            (429, "TOO_MANY_REQUESTS", 101)
        );
        over.Message!.ShouldContain("DAY limit");
        (other.Status, tomorrow.Status).ShouldBe((201, 201));
    }

    [Fact]
    public async Task Connection_that_ends_after_the_post_was_made_is_cleared_up_by_the_duplicate()
    {
        await host.PostAsync("/sim/faults", new { provider = "linkedin", kind = "reset_after" });
        await Should.ThrowAsync<Exception>(() => host.PublishAsync(LinkedInHost.Post()));

        var again = await host.PublishAsync(LinkedInHost.Post());

        var urn = (await host.LastPostAsync()).GetProperty("urn").GetString();
        again.Message.ShouldBe($"Content is a duplicate of {urn}");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
