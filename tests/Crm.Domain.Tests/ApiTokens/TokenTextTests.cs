using Crm.Domain.ApiTokens;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.ApiTokens;

public sealed class TokenTextTests
{
    [Fact]
    public void Each_wrong_sign_and_each_swap_of_neighbours_is_told()
    {
        var token = TokenText.Issue().Token.Reveal();

        TokenText.IsWellFormed(token).ShouldBeTrue();
        for (var at = 0; at < token.Length; at++)
        {
            var other = token[at] == 'x' ? 'y' : 'x';
            TokenText.IsWellFormed(token[..at] + other + token[(at + 1)..]).ShouldBeFalse($"sign {at}");
            TokenText.IsWellFormed(token.Remove(at, 1)).ShouldBeFalse($"without sign {at}");
            if (at > 0 && token[at] != token[at - 1])
            {
                TokenText
                    .IsWellFormed($"{token[..(at - 1)]}{token[at]}{token[at - 1]}{token[(at + 1)..]}")
                    .ShouldBeFalse($"signs {at - 1} and {at} swapped");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("crm_")]
    [InlineData("crm_aaaaaaaa_éééééééééééééééééééééééééééééééééééééééééééaaaaaa")]
    public void Anything_else_is_not_one(string text) => TokenText.IsWellFormed(text).ShouldBeFalse();

    [Fact]
    public void Every_sign_is_as_frequent_as_any_other()
    {
        var signs = Enumerable.Range(0, 2_000).SelectMany(_ => TokenText.Issue().Token.Reveal()[13..56]).ToList();
        var expected = signs.Count / 62.0;

        signs.GroupBy(sign => sign).Count().ShouldBe(62);
        // Six standard deviations.
        signs.GroupBy(sign => sign).ShouldAllBe(group => Math.Abs(group.Count() - expected) < 6 * Math.Sqrt(expected));
    }
}
