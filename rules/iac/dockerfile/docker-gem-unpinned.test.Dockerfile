FROM ruby:3.3
# ruleid: docker-gem-unpinned
RUN gem install bundler
# ok: docker-gem-unpinned
RUN gem install bundler:2.5.0
# ok: docker-gem-unpinned
RUN gem install bundler -v 2.5.0
